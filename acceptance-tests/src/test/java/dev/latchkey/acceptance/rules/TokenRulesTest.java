package dev.latchkey.acceptance.rules;

import static dev.latchkey.testkit.InMemorySessionLock.held;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.AuthEnvironmentException;
import dev.latchkey.error.AuthException;
import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.error.StorageException;
import dev.latchkey.error.UnreachableException;
import dev.latchkey.loopback.Answer;
import dev.latchkey.loopback.Endpoint;
import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.loopback.ServerEvent;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionEvent.Kind;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.oauth.Endpoints;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.okhttp.OkHttpTransport;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.LoginOptions;
import dev.latchkey.session.LoginResult;
import dev.latchkey.session.LogoutScope;
import dev.latchkey.token.StoredSession;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules 11 to 17, 29 and 36: tokens and refresh (RFC 6749 §5 and §6, RFC 9700 §4.14). */
class TokenRulesTest extends WireFixture {
    TokenRulesTest() {
        super(server -> server.reuseGrace(Duration.ofSeconds(10)));
    }

    @Test
    void rule11ATokenOfUnknownLifetimeIsUsedUntilItIsRefused() {
        server.faults().omit(Endpoint.TOKEN, "expires_in");
        server.autoApprove("alice");
        AuthSession session = open();
        session.login(prompt, LoginOptions.defaults());
        Secret token = session.accessToken();

        time.advance(Duration.ofDays(400));

        assertEquals(token, session.accessToken());
        assertEquals(List.of(), refreshTokensSent());
    }

    static Stream<Object> oddLives() {
        return Stream.of(
                0, -1, -9_000_000_000_000_000L, 1e300, "soon", true, List.of(3600), 9_223_372_036_854_775_807L);
    }

    @ParameterizedTest
    @MethodSource("oddLives")
    void rule11AnUnusualLifetimeIsAcceptedWithAWarning(Object life) {
        server.faults().override(Endpoint.TOKEN, "expires_in", life);
        server.autoApprove("alice");
        AuthSession session = open();

        session.login(prompt, LoginOptions.defaults());

        assertTrue(events.count(Kind.WARNING) > 0, "it is told");
        assertEquals(stored().accessToken(), session.accessToken());
        assertTrue(refreshTokensSent().size() <= 1, "no storm");
    }

    @Test
    void rule12WhatARefreshOmitsIsKept() {
        AuthSession session = loggedInAndExpired();
        StoredSession before = stored();
        server.faults().omit(Endpoint.TOKEN, "refresh_token", "id_token", "scope");

        Secret token = session.accessToken();

        StoredSession after = stored();
        assertEquals(token, after.accessToken());
        assertNotEquals(before.accessToken(), after.accessToken());
        assertEquals(before.refreshToken(), after.refreshToken());
        assertEquals(before.idToken(), after.idToken());
        assertEquals(before.scopes(), after.scopes());
    }

    @Test
    void rule13ARefreshTokenIsStoredBeforeItsAccessTokenIsUsedAndSentOnce() {
        AuthSession session = loggedInAndExpired();

        for (int i = 0; i < 5; i++) {
            assertEquals(session.accessToken(), stored().accessToken());
            time.advance(LIFE.plusSeconds(1));
        }

        List<String> sent = refreshTokensSent();
        assertEquals(5, sent.size());
        assertEquals(5, new HashSet<>(sent).size());
        assertEquals(List.of(), server.log().events(ServerEvent.Kind.REUSE_DETECTED));
    }

    @Test
    void rule13ARefreshWithoutAResponseIsRepeatedWithTheSameToken() {
        AuthSession session = loggedInAndExpired();
        server.faults().dropAnswerAfterRotating(1);
        assertThrows(UnreachableException.class, session::accessToken);

        assertEquals(session.accessToken(), stored().accessToken());

        List<String> sent = refreshTokensSent();
        assertEquals(2, sent.size());
        assertEquals(sent.get(0), sent.get(1));
    }

    @Test
    void rule36AfterALostResponseEveryCallRepeatsTheRequestAtOnce() {
        AuthSession session = loggedInAndExpired();
        server.faults().dropAnswerAfterRotating(3);
        for (int i = 0; i < 3; i++) {
            UnreachableException lost = assertThrows(UnreachableException.class, session::accessToken);
            assertTrue(lost.requestMayHaveBeenSent());
        }

        assertEquals(session.accessToken(), stored().accessToken());

        assertEquals(4, refreshTokensSent().size());
        assertEquals(1, new HashSet<>(refreshTokensSent()).size());
        assertEquals(List.of(), server.log().events(ServerEvent.Kind.REUSE_DETECTED));
    }

    static Stream<Answer> outages() {
        return Stream.of(
                Answer.proxyPage(500),
                Answer.proxyPage(502),
                Answer.proxyPage(503).withHeader("Retry-After", "5"),
                Answer.proxyPage(429).withHeader("Retry-After", "Sun, 01 Mar 2026 12:01:35 GMT"),
                Answer.proxyPage(200),
                Answer.proxyPage(404),
                Answer.empty(200),
                Answer.of(400, "text/html", "<html>invalid_grant</html>"),
                Answer.of(503, "application/json", "{\"error\":\"invalid_grant\"}"),
                Answer.of(200, "application/json", "{\"access_token\":"));
    }

    @ParameterizedTest
    @MethodSource("outages")
    void rule14AnOutageKeepsEverything(Answer answer) {
        AuthSession session = loggedInAndExpired();
        StoredSession before = stored();
        server.faults().answerNext(Endpoint.TOKEN, 1, answer);

        assertThrows(UnreachableException.class, session::accessToken);
        assertEquals(before, stored());

        time.advance(Duration.ofMinutes(15));
        assertEquals(session.accessToken(), stored().accessToken(), "and then all is well again");
    }

    @ParameterizedTest
    @MethodSource("outages")
    void rule14ATokenThatIsStillValidRemainsInUse(Answer answer) throws InterruptedException {
        AuthSession session = loggedIn();
        Secret token = session.accessToken();
        time.advance(LIFE.minusSeconds(120));
        server.faults().answerNext(Endpoint.TOKEN, 1, answer);

        assertEquals(token, session.accessToken());
        assertTrue(session.awaitRenewal(Duration.ofSeconds(30)));
        assertEquals(1, refreshTokensSent().size());
        assertEquals(token, session.accessToken());
        assertTrue(session.awaitRenewal(Duration.ofSeconds(30)), "where an answer was lost, this call asked again");
    }

    @Test
    void rule14InvalidGrantRequiresALogin() {
        AuthSession session = loggedInAndExpired();
        server.revokeSessions();

        LoginRequiredException failed = assertThrows(LoginRequiredException.class, session::accessToken);

        assertTrue(String.valueOf(failed.getMessage()).contains("Log in."), failed::getMessage);
        assertThrows(LoginRequiredException.class, session::accessToken);
        assertEquals(1, refreshTokensSent().size(), "a refused token is not sent again");
    }

    @ParameterizedTest
    @ValueSource(strings = {"login_required", "interaction_required", "consent_required", "bad_refresh_token"})
    void rule14OtherErrorsThatEndASessionCountAfterASecondLook(String error) {
        loggedInAndExpired();
        server.faults().answerNext(Endpoint.TOKEN, 200, "application/json", "{\"error\":\"" + error + "\"}");
        AuthSession session =
                open(provider().sessionEndingErrors(Set.of("bad_refresh_token")).build());

        assertThrows(LoginRequiredException.class, session::accessToken);

        assertEquals(List.of(Duration.ofSeconds(1)), time.pauses());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "invalid_client",
                "unauthorized_client",
                "invalid_request",
                "something_new",
                "bad_refresh_token",
                "invalid_token",
                "expired_token"
            })
    void rule14OtherRefusalsKeepTheSession(String error) {
        AuthSession session = loggedInAndExpired();
        StoredSession before = stored();
        server.faults().answerNext(Endpoint.TOKEN, 400, "application/json", "{\"error\":\"" + error + "\"}");

        AuthException failed = assertThrows(AuthException.class, session::accessToken);

        assertEquals(AuthException.Kind.REFUSED, failed.kind());
        assertTrue(String.valueOf(failed.getMessage()).contains("log in again"), failed::getMessage);
        assertTrue(String.valueOf(failed.getMessage()).contains("client's settings"), failed::getMessage);
        assertEquals(before, stored());
    }

    @Test
    void rule14ATokenRotatedByAnotherProcessIsAdopted() {
        AuthSession session = loggedInAndExpired();
        session.peek();
        Secret renewed = open().accessToken();

        assertEquals(renewed, session.accessToken());
        assertEquals(1, refreshTokensSent().size());
    }

    @Test
    void rule15NothingIsRequestedIfTheResponseCannotBeStored() {
        loggedInAndExpired();
        FailingStore full = new FailingStore(store(), FailingStore.Step.PREPARE);
        AuthSession session = AuthSession.open(provider().build(), ID, adapters(new OkHttpTransport(), full));

        assertThrows(StorageException.class, session::accessToken);

        assertEquals(List.of(), refreshTokensSent());
    }

    @Test
    void rule15AFailedSaveIsRetriedWhileTheTokensAreUsedFromMemoryWithAWarning() throws InterruptedException {
        loggedInAndExpired();
        StoredSession before = stored();
        FailingStore broken = new FailingStore(store(), FailingStore.Step.COMMIT);
        AuthSession session = AuthSession.open(provider().build(), ID, adapters(new OkHttpTransport(), broken));

        Secret token = session.accessToken();

        assertEquals(token, session.accessToken());
        assertTrue(session.awaitRenewal(Duration.ofSeconds(30)));
        assertTrue(broken.failures() > 60, "it was tried again for five minutes");
        assertEquals(1, events.count(Kind.NOT_SAVED), "at first");
        assertEquals(1, events.count(Kind.SAVING_GIVEN_UP), "in the end");
        assertEquals(before, stored());

        broken.heal();
        time.advance(LIFE.plusSeconds(1));
        assertEquals(session.accessToken(), stored().accessToken());
        assertEquals(2, new HashSet<>(refreshTokensSent()).size(), "no refresh token was sent twice");
    }

    @Test
    void rule15ASessionThatWasLoggedOutDoesNotReappear() throws InterruptedException {
        loggedInAndExpired();
        FailingStore broken = new FailingStore(store(), FailingStore.Step.COMMIT);
        AuthSession session = AuthSession.open(provider().build(), ID, adapters(new OkHttpTransport(), broken));
        session.accessToken();
        assertTrue(session.awaitRenewal(Duration.ofSeconds(30)));

        store().delete(ID, held(ID));
        broken.heal();
        time.advance(LIFE.plusSeconds(1));

        assertThrows(LoginRequiredException.class, session::accessToken);
        assertFalse(isAnythingStored());
    }

    @Test
    void rule16TokensOfAnotherCombinationAreNeitherUsedNorChanged() {
        loggedInAndExpired();
        StoredSession before = stored();
        List<OAuthProvider> others = List.of(
                provider().issuer("https://other.example").build(),
                provider().audience("https://other.example/api").build(),
                provider().scopes(List.of("openid", "admin")).build(),
                OAuthProvider.explicit(provider().build().endpoints().orElseThrow(), "another-client")
                        .name(ID.provider())
                        .issuer(server.issuer().toString())
                        .build());

        for (OAuthProvider other : others) {
            AuthException failed =
                    assertThrows(AuthException.class, () -> open(other).accessToken(), other.toString());
            assertTrue(
                    Set.of(AuthException.Kind.ENVIRONMENT, AuthException.Kind.LOGIN_REQUIRED)
                            .contains(failed.kind()),
                    failed::toString);
        }

        assertEquals(before, stored());
        assertEquals(List.of(), refreshTokensSent());
    }

    @Test
    void rule16ARefreshTokenIsSentOnlyToItsProvidersTokenEndpoint() {
        try (LoopbackAuthorizationServer thief =
                LoopbackAuthorizationServer.builder(new MoshiJson()).time(time).start()) {
            AuthSession session = loggedInAndExpired();
            server.faults()
                    .answerNext(
                            Endpoint.TOKEN,
                            1,
                            Answer.empty(307)
                                    .withHeader(
                                            "Location",
                                            thief.uri(Endpoint.TOKEN).toString()));

            assertThrows(AuthException.class, session::accessToken);

            assertEquals(List.of(), thief.log().requests());
        }
    }

    @Test
    void rule33TokensOfAnotherTokenEndpointOrForAnotherResourceAreNeitherUsedNorChanged() {
        try (LoopbackAuthorizationServer stranger =
                LoopbackAuthorizationServer.builder(new MoshiJson()).time(time).start()) {
            loggedInAndExpired();
            StoredSession before = stored();
            OAuthProvider elsewhere = OAuthProvider.explicit(
                            Endpoints.of(stranger.uri(Endpoint.TOKEN))
                                    .withDeviceAuthorization(stranger.uri(Endpoint.DEVICE_AUTHORIZATION))
                                    .withRevocation(stranger.uri(Endpoint.REVOCATION)),
                            server.clientId())
                    .name(ID.provider())
                    .issuer(server.issuer().toString())
                    .build();

            assertThrows(AuthEnvironmentException.class, () -> open(elsewhere).accessToken());
            assertThrows(AuthEnvironmentException.class, () -> open(elsewhere).logout(LogoutScope.SERVER_AND_LOCAL));
            assertThrows(
                    LoginRequiredException.class,
                    () -> open(provider()
                                    .resources(List.of("https://api.example"))
                                    .build())
                            .accessToken());

            assertEquals(before, stored());
            assertEquals(List.of(), stranger.log().requests());
            assertEquals(List.of(), refreshTokensSent());
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("scopesAsServersWriteThem")
    void rule17ScopesAreReadInAllFormsThatServersUse(Object answered, List<String> missing, int warnings) {
        server.faults().override(Endpoint.TOKEN, "scope", answered);
        server.autoApprove("alice");

        LoginResult result = open(provider()
                        .scopes(List.of("openid", "email", "offline_access"))
                        .build())
                .login(prompt, LoginOptions.defaults());

        assertEquals(missing, result.missingScopes());
        assertEquals(
                missing,
                new LoginResult(ID, stored(), "", false, Optional.empty()).missingScopes(),
                "and so it is stored");
        assertEquals(warnings, events.count(Kind.WARNING));
    }

    static Stream<Arguments> scopesAsServersWriteThem() {
        return Stream.of(
                Arguments.of("openid,email", List.of(), 0),
                Arguments.of(List.of("openid", "email"), List.of(), 0),
                Arguments.of("openid https://www.googleapis.com/auth/userinfo.email", List.of(), 0),
                Arguments.of("openid", List.of("email"), 1),
                Arguments.of("", List.of("openid", "email"), 1),
                Arguments.of(List.of(), List.of("openid", "email"), 1),
                Arguments.of(7, List.of(), 1));
    }

    @Test
    void rule17NarrowerScopesAreStoredAsGrantedWithAWarning() {
        try (LoopbackAuthorizationServer narrow = LoopbackAuthorizationServer.builder(new MoshiJson())
                .time(time)
                .grantsOnly("openid")
                .start()) {
            narrow.autoApprove("alice");
            OAuthProvider provider = OAuthProvider.discovered(narrow.issuer().toString(), narrow.clientId())
                    .name(ID.provider())
                    .scopes(List.of("openid", "reports"))
                    .build();

            LoginResult result = open(provider).login(prompt, LoginOptions.defaults());

            assertEquals(List.of("openid"), stored().scopes());
            assertEquals(List.of("reports"), result.missingScopes());
        }
    }
}
