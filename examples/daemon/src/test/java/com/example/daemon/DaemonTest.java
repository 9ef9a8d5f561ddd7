package com.example.daemon;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.clock.SystemTimeSource;
import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionEvent;
import dev.latchkey.model.SessionId;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.okhttp.OkHttpTransport;
import dev.latchkey.session.Adapters;
import dev.latchkey.session.AuthSession;
import dev.latchkey.testkit.InMemorySessionLock;
import dev.latchkey.testkit.InMemorySessionStore;
import dev.latchkey.testkit.RecordingPrompt;
import dev.latchkey.testkit.junit.LoopbackServer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@LoopbackServer(json = MoshiJson.class, autoApprove = "robot", accessTokenLife = 2)
class DaemonTest {
    private final CountDownLatch renewed = new CountDownLatch(1);
    private AuthSession session;

    @BeforeEach
    void open(LoopbackAuthorizationServer server) {
        OAuthProvider provider = OAuthProvider.discovered(server.issuer().toString(), server.clientId())
                .build();
        Adapters adapters = Adapters.of(
                        new OkHttpTransport(),
                        new MoshiJson(),
                        new InMemorySessionStore(),
                        new InMemorySessionLock(),
                        new SystemTimeSource())
                .withListener(event -> {
                    if (event.kind() == SessionEvent.Kind.RENEWED) {
                        renewed.countDown();
                    }
                });
        session = AuthSession.open(provider, SessionId.ofDefaultAccount(provider.name()), adapters);
    }

    @Test
    void theTokenIsRenewedWithoutBeingRequested() throws Exception {
        session.ensureLoggedIn(new RecordingPrompt());
        try (Daemon daemon = new Daemon(session)) {
            Secret first = daemon.token();

            assertTrue(renewed.await(30, TimeUnit.SECONDS));

            assertNotEquals(first, daemon.token());
        }
    }

    @Test
    void withoutALoginItDoesNotStart() {
        assertThrows(LoginRequiredException.class, () -> new Daemon(session));
    }
}
