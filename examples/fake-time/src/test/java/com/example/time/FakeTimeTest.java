package com.example.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.okhttp.OkHttpTransport;
import dev.latchkey.session.Adapters;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.BackgroundWork;
import dev.latchkey.session.LoginOptions;
import dev.latchkey.session.PendingLogin;
import dev.latchkey.testkit.FakeTimeSource;
import dev.latchkey.testkit.InMemorySessionLock;
import dev.latchkey.testkit.InMemorySessionStore;
import dev.latchkey.testkit.ManualScheduler;
import dev.latchkey.testkit.RecordingPrompt;
import dev.latchkey.testkit.junit.LoopbackServer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A day in the life of a session, within milliseconds: the session and the server use the test's clock. */
@LoopbackServer(json = MoshiJson.class, fakeTime = true)
class FakeTimeTest {
    private ManualScheduler scheduler;
    private AuthSession session;

    @BeforeEach
    void open(LoopbackAuthorizationServer server, FakeTimeSource time) {
        scheduler = new ManualScheduler(time);
        OAuthProvider provider = OAuthProvider.discovered(server.issuer().toString(), server.clientId())
                .build();
        Adapters adapters = Adapters.of(
                        new OkHttpTransport(),
                        new MoshiJson(),
                        new InMemorySessionStore(),
                        new InMemorySessionLock(),
                        time)
                .withBackground(BackgroundWork.on(scheduler, scheduler))
                .withoutJitter();
        session = AuthSession.open(provider, SessionId.ofDefaultAccount(provider.name()), adapters);
    }

    @Test
    void theNextDayTheTokenIsDifferent(LoopbackAuthorizationServer server, FakeTimeSource time) {
        server.autoApprove("alice");
        session.login(new RecordingPrompt(), LoginOptions.defaults());
        Secret first = session.accessToken();

        time.advance(Duration.ofMinutes(49));
        assertEquals(first, session.accessToken());
        time.advance(Duration.ofDays(1));
        assertNotEquals(first, session.accessToken());
    }

    @Test
    void aSessionThatTheServerEndedRequiresALogin(LoopbackAuthorizationServer server, FakeTimeSource time) {
        server.autoApprove("alice");
        session.login(new RecordingPrompt(), LoginOptions.defaults());

        server.revokeSessions();
        time.advance(Duration.ofDays(1));

        assertThrows(LoginRequiredException.class, session::accessToken);
    }

    @Test
    void aPendingLoginCompletesWhenThePersonApproves(LoopbackAuthorizationServer server) {
        PendingLogin login = session.beginLogin(LoginOptions.defaults());
        CompletableFuture<?> result = login.result().toCompletableFuture();
        scheduler.advance(Duration.ofMinutes(5));
        assertFalse(result.isDone());

        server.approve(login.prompt().userCode().value(), "alice");
        scheduler.advance(Duration.ofSeconds(10));

        assertTrue(result.isDone());
        assertEquals("alice", session.usernameOf(session.stored().orElseThrow()).orElseThrow());
    }
}
