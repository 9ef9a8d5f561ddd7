package dev.latchkey.loopback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.latchkey.model.Secret;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RefreshTest {
    private static final Duration GRACE = Duration.ofSeconds(20);

    private final HandTime time = new HandTime();
    private final LoopbackAuthorizationServer server = LoopbackAuthorizationServer.builder(new TinyJson())
            .time(time)
            .accessTokenLife(Duration.ofMinutes(5))
            .start();
    private final TestClient client = new TestClient(server);
    private final IssuedTokens first = server.logIn("alice", "openid", "offline_access", "admin");
    private final Secret firstRefresh = first.refreshToken().orElseThrow();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aRefreshReplacesTheRefreshToken() throws Exception {
        TestClient.Reply second = client.refresh(firstRefresh);

        assertEquals(200, second.status());
        assertNotEquals(firstRefresh.reveal(), second.text("refresh_token"));
        assertEquals(200, client.hello(Secret.of(second.text("access_token"))));
        assertEquals(200, client.hello(first.accessToken()), "the older access token lives on");
        assertEquals(
                200, client.refresh(Secret.of(second.text("refresh_token"))).status());
        assertEquals(
                List.of(1, 2),
                server.log().events(ServerEvent.Kind.ROTATED).stream()
                        .map(ServerEvent::generation)
                        .toList());
    }

    @Test
    void aSupersededRefreshTokenEndsTheWholeFamilyAndNoOther() throws Exception {
        IssuedTokens other = server.logIn("alice", "openid");
        TestClient.Reply second = client.refresh(firstRefresh);

        TestClient.Reply reused = client.refresh(firstRefresh);

        assertEquals(400, reused.status());
        assertEquals("invalid_grant", reused.error());
        assertEquals(
                "invalid_grant",
                client.refresh(Secret.of(second.text("refresh_token"))).error());
        assertEquals(401, client.hello(Secret.of(second.text("access_token"))));
        assertEquals(401, client.hello(first.accessToken()));
        assertEquals(200, client.hello(other.accessToken()));
        assertEquals(
                List.of(1),
                server.log().events(ServerEvent.Kind.REUSE_DETECTED).stream()
                        .map(ServerEvent::family)
                        .toList());
        assertEquals(1, server.log().events(ServerEvent.Kind.FAMILY_REVOKED).size());
    }

    @Test
    void withinTheGracePeriodTheSameRefreshTokenComesAgainWithANewAccessToken() throws Exception {
        try (LoopbackAuthorizationServer lenient = lenient()) {
            TestClient device = new TestClient(lenient);
            Secret token = lenient.logIn("alice", "openid").refreshToken().orElseThrow();
            TestClient.Reply second = device.refresh(token);

            time.advance(GRACE.minusNanos(1));
            TestClient.Reply again = device.refresh(token);
            assertEquals(second.text("refresh_token"), again.text("refresh_token"));
            assertNotEquals(second.text("access_token"), again.text("access_token"));
            assertEquals(
                    1,
                    lenient.log().events(ServerEvent.Kind.REPEATED_WITHIN_GRACE).size());

            time.advance(Duration.ofNanos(1));
            assertEquals("invalid_grant", device.refresh(token).error());
            assertEquals(
                    1, lenient.log().events(ServerEvent.Kind.REUSE_DETECTED).size());
        }
    }

    @Test
    void theGracePeriodIsForTheImmediatelyPreviousTokenAlone() throws Exception {
        try (LoopbackAuthorizationServer lenient = lenient()) {
            TestClient device = new TestClient(lenient);
            Secret token = lenient.logIn("alice", "openid").refreshToken().orElseThrow();
            TestClient.Reply second = device.refresh(token);
            device.refresh(Secret.of(second.text("refresh_token")));

            assertEquals("invalid_grant", device.refresh(token).error());
        }
    }

    private LoopbackAuthorizationServer lenient() {
        return LoopbackAuthorizationServer.builder(new TinyJson())
                .time(time)
                .reuseGrace(GRACE)
                .start();
    }

    @Test
    void aServerThatDoesNotRotateLeavesTheRefreshTokenOut() throws Exception {
        try (LoopbackAuthorizationServer steady = LoopbackAuthorizationServer.builder(new TinyJson())
                .rotatesRefreshTokens(false)
                .start()) {
            TestClient device = new TestClient(steady);
            Secret token = steady.logIn("alice", "openid").refreshToken().orElseThrow();

            assertFalse(device.refresh(token).json().containsKey("refresh_token"));
            assertEquals(200, device.refresh(token).status());
            assertEquals(2, steady.log().events(ServerEvent.Kind.REFRESHED).size());
        }
    }

    @Test
    void aRefreshMayAskForLessButNotForMore() throws Exception {
        TestClient.Reply narrower = client.refresh(firstRefresh, "scope", "openid");
        assertEquals("openid", narrower.text("scope"));

        Secret next = Secret.of(narrower.text("refresh_token"));
        assertEquals(
                "invalid_scope",
                client.refresh(next, "scope", "openid payments").error());
        assertEquals("openid offline_access admin", client.refresh(next).text("scope"));
    }

    @Test
    void anUnknownRefreshTokenIsAnInvalidGrant() throws Exception {
        assertEquals("invalid_grant", client.refresh(Secret.of("made-up")).error());
    }

    @Test
    void aDroppedAnswerLeavesTheRotationDone() throws Exception {
        server.faults().dropAnswerAfterRotating(1);

        assertThrows(IOException.class, () -> client.refresh(firstRefresh));

        assertEquals(1, server.log().events(ServerEvent.Kind.ROTATED).size());
        assertEquals(1, server.log().events(ServerEvent.Kind.ANSWER_DROPPED).size());
        assertEquals("invalid_grant", client.refresh(firstRefresh).error());
    }

    @Test
    void accessTokensExpireToTheNanosecond() throws Exception {
        time.advance(Duration.ofMinutes(5).minusNanos(1));
        assertEquals(200, client.hello(first.accessToken()));

        time.advance(Duration.ofNanos(1));
        assertEquals(401, client.hello(first.accessToken()));
        assertEquals(200, client.refresh(firstRefresh).status());
    }

    @Test
    void aTestExpiresOrRevokesAccessTokensAndEndsSessions() throws Exception {
        server.expireAccessTokens();
        assertEquals(401, client.hello(first.accessToken()));

        IssuedTokens again = server.logIn("alice", "openid");
        assertEquals(200, client.hello(again.accessToken()));
        server.revokeAccessTokens();
        assertEquals(401, client.hello(again.accessToken()));

        assertEquals(200, client.refresh(firstRefresh).status());
        server.revokeSessions();
        assertEquals(
                "invalid_grant",
                client.refresh(again.refreshToken().orElseThrow()).error());
    }

    @Test
    void revokingTheRefreshTokenRevokesItsAccessTokens() throws Exception {
        TestClient.Reply reply =
                client.post(Endpoint.REVOCATION, "client_id", server.clientId(), "token", firstRefresh.reveal());

        assertEquals(200, reply.status());
        assertEquals(401, client.hello(first.accessToken()));
        assertEquals("invalid_grant", client.refresh(firstRefresh).error());
    }

    @Test
    void revokingAnAccessTokenLeavesTheSession() throws Exception {
        client.post(
                Endpoint.REVOCATION,
                "client_id",
                server.clientId(),
                "token",
                first.accessToken().reveal());

        assertEquals(401, client.hello(first.accessToken()));
        assertEquals(200, client.refresh(firstRefresh).status());
    }

    @Test
    void revokingWhatIsNotKnownIsASuccess() throws Exception {
        TestClient.Reply reply = client.post(Endpoint.REVOCATION, "client_id", server.clientId(), "token", "made-up");

        assertEquals(200, reply.status());
    }
}
