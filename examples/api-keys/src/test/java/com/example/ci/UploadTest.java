package com.example.ci;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.latchkey.bitfount.BitfountInstallation;
import dev.latchkey.bitfount.BitfountSession;
import dev.latchkey.clock.SystemTimeSource;
import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.model.Secret;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.oauth.Endpoints;
import dev.latchkey.okhttp.OkHttpTransport;
import dev.latchkey.session.Adapters;
import dev.latchkey.testkit.InMemorySessionLock;
import dev.latchkey.testkit.InMemorySessionStore;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UploadTest {
    private final LoopbackAuthorizationServer server = LoopbackAuthorizationServer.builder(new MoshiJson())
            .apiKey("ci", Secret.of("right"), "robot")
            .start();

    @AfterEach
    void close() {
        server.close();
    }

    private BitfountSession session(String key) {
        URI base = server.issuer();
        Adapters adapters = Adapters.of(
                new OkHttpTransport(),
                new MoshiJson(),
                new InMemorySessionStore(),
                new InMemorySessionLock(),
                new SystemTimeSource());
        return BitfountSession.builder(adapters)
                .installation(new BitfountInstallation(
                        base.toString(), Endpoints.of(base.resolve("/oauth/token")), server.clientId(), base, base))
                .environmentVariables(Map.of("BITFOUNT_API_KEY_ID", "ci", "BITFOUNT_API_KEY", key))
                .username("robot")
                .build();
    }

    @Test
    void withApiKeysNobodyIsPrompted() {
        assertEquals(0, Upload.run(session("right"), server.uri("/api/hello")));
        assertEquals(
                0,
                server.log().requests().stream()
                        .filter(request -> !request.path().equals("/api/hello"))
                        .count());
    }

    @Test
    void aWrongKeyFailsTheJob() {
        assertEquals(1, Upload.run(session("wrong"), server.uri("/api/hello")));
    }
}
