package dev.latchkey.testkit.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.model.Secret;
import dev.latchkey.port.Json;
import dev.latchkey.testkit.FakeTimeSource;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@LoopbackServer(json = LoopbackServerTest.Unused.class, fakeTime = true)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LoopbackServerTest {
    private static @Nullable LoopbackAuthorizationServer last;

    private @Nullable LoopbackAuthorizationServer before;

    /** None of these tests makes a request that needs it. */
    static final class Unused implements Json {
        Unused() {}

        @Override
        public Map<String, Object> read(Secret text) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Secret write(Map<String, ?> value) {
            throw new UnsupportedOperationException();
        }
    }

    @BeforeEach
    void remember(LoopbackAuthorizationServer server) {
        before = server;
    }

    @AfterAll
    static void theLastServerIsClosed() {
        assertClosed(last);
    }

    private static void assertClosed(@Nullable LoopbackAuthorizationServer server) {
        assertThrows(ConnectException.class, () -> connect(server));
    }

    private static void connect(@Nullable LoopbackAuthorizationServer server) throws IOException {
        if (server != null) {
            new Socket("127.0.0.1", server.issuer().getPort()).close();
        }
    }

    @Test
    @Order(1)
    void aTestAndItsBeforeEachShareOneServer(LoopbackAuthorizationServer server) throws IOException {
        assertSame(before, server);
        connect(server);
        last = server;
    }

    @Test
    @Order(2)
    void theNextTestHasAnotherServerAndTheFirstIsClosed(LoopbackAuthorizationServer server) {
        assertNotSame(last, server);
        assertClosed(last);
        last = server;
    }

    @Test
    @Order(3)
    void usesTheTestsFakeTime(LoopbackAuthorizationServer server, FakeTimeSource time) {
        var begin = server.now();
        time.advance(Duration.ofDays(1));
        assertEquals(begin.plus(Duration.ofDays(1)), server.now());
        last = server;
    }

    @Nested
    class WithinATestClass {
        @Test
        void theOuterClassSaysWhatTheServerIsLike(LoopbackAuthorizationServer server) {
            assertTrue(server.uri("/x").toString().endsWith("/x"));
        }
    }
}
