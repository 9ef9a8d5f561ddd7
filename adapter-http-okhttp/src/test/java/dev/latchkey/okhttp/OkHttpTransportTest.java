package dev.latchkey.okhttp;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.latchkey.port.HttpTransport;
import dev.latchkey.testkit.contract.HttpTransportContract;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OkHttpTransportTest extends HttpTransportContract {
    private final OkHttpTransport transport = new OkHttpTransport();

    @Override
    protected HttpTransport transport() {
        return transport;
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://", "https://"})
    void toWarmUpSendsNothing(String scheme) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(1);

            OkHttpTransport.warmUp(URI.create(scheme + "127.0.0.1:" + server.getLocalPort()));

            assertThrows(SocketTimeoutException.class, server::accept);
        }
    }

    @Test
    void toWarmUpForAnAddressThatIsNoneDoesNothing() {
        assertDoesNotThrow(() -> OkHttpTransport.warmUp(URI.create("https://a_b..c/")));
        assertDoesNotThrow(() -> OkHttpTransport.warmUp(URI.create("mailto:somebody")));
    }
}
