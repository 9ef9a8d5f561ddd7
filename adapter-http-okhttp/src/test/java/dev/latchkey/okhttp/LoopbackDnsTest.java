package dev.latchkey.okhttp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.latchkey.model.HttpCall;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Dns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6761 §6.3: no resolver can redirect localhost to another machine. */
class LoopbackDnsTest {
    private static final byte[] ELSEWHERE = {(byte) 203, 0, 113, 1};
    private static final Dns LIAR = name -> List.of(InetAddress.getByAddress(name, ELSEWHERE));

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LocalHost", "app.localhost", "a.b.localhost"})
    void localhostIsThisMachineWhateverAResolverSays(String name) throws IOException {
        List<InetAddress> addresses = new ClientSettings.LoopbackDns(LIAR).lookup(name);

        assertEquals(2, addresses.size());
        assertTrue(addresses.stream().allMatch(InetAddress::isLoopbackAddress), addresses::toString);
    }

    @Test
    void ofWhatAResolverSaysTheLoopbackAddressesAreTaken() throws IOException {
        InetAddress here = InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1});
        Dns both = name -> List.of(InetAddress.getByAddress(name, ELSEWHERE), here);

        assertEquals(List.of(here), new ClientSettings.LoopbackDns(both).lookup("localhost"));
    }

    @Test
    void aNameThatNoResolverKnowsIsThisMachineToo() throws IOException {
        Dns unknowing = name -> {
            throw new UnknownHostException(name);
        };

        assertEquals(
                2,
                new ClientSettings.LoopbackDns(unknowing)
                        .lookup("app.localhost")
                        .size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost.example", "notlocalhost", "localhost.localdomain", "api.example", "::1", "1.2.3.4"})
    void otherNamesAreTheResolvers(String name) throws IOException {
        assertEquals(LIAR.lookup(name), new ClientSettings.LoopbackDns(LIAR).lookup(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void aServerThatListensOnOneOfTheAddressesIsFound(String address) throws Exception {
        assumeTrue(NetworkInterface.getByInetAddress(InetAddress.getByName(address)) != null, "no such address here");
        try (MockWebServer server = new MockWebServer()) {
            server.start(InetAddress.getByName(address), 0);
            server.enqueue(new MockResponse.Builder().code(204).build());
            URI uri = URI.create("http://app.localhost:" + server.getPort() + "/x");

            assertEquals(
                    204,
                    new OkHttpTransport().exchange(HttpCall.get(uri, List.of())).status());
        }
    }

    @Test
    void clientsAndTransportsHaveIt() {
        assertTrue(ClientSettings.defaults().newClient().dns() instanceof ClientSettings.LoopbackDns);
    }
}
