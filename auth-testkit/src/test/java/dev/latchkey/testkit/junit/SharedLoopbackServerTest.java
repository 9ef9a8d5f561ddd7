package dev.latchkey.testkit.junit;

import static org.junit.jupiter.api.Assertions.assertSame;

import dev.latchkey.loopback.LoopbackAuthorizationServer;
import java.io.IOException;
import java.net.Socket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;

@LoopbackServer(json = LoopbackServerTest.Unused.class)
class SharedLoopbackServerTest {
    private static @Nullable LoopbackAuthorizationServer shared;

    @BeforeAll
    static void ask(LoopbackAuthorizationServer server) {
        shared = server;
    }

    @RepeatedTest(2)
    void aServerRequestedBeforeAllTestsIsSharedByThem(LoopbackAuthorizationServer server) throws IOException {
        assertSame(shared, server);
        new Socket("127.0.0.1", server.issuer().getPort()).close();
    }
}
