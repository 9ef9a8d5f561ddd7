package dev.latchkey.acceptance.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.AuthException;
import dev.latchkey.loopback.Answer;
import dev.latchkey.loopback.Endpoint;
import dev.latchkey.model.Secret;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.oauth.Revocation;
import dev.latchkey.port.HttpTransport;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.LoginOptions;
import dev.latchkey.session.LoginResult;
import dev.latchkey.session.LogoutResult;
import dev.latchkey.session.LogoutScope;
import dev.latchkey.testkit.FakeTimeSource;
import dev.latchkey.testkit.ScriptedTransport;
import dev.latchkey.token.StoredSession;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules 24 to 26: the user, the server, and the logout. */
class IdentityRulesTest extends WireFixture {
    static Stream<Arguments> wrongClaims() {
        return Stream.of(
                Arguments.of("iss", "https://evil.example"),
                Arguments.of("sub", "somebody-else"),
                Arguments.of("aud", "another-client"),
                Arguments.of("aud", List.of("another-client", "a-third")));
    }

    @ParameterizedTest
    @MethodSource("wrongClaims")
    void rule24ARefreshedIdTokenOfAnotherUserSavesNothing(String claim, Object value) {
        AuthSession session = loggedInAndExpired();
        StoredSession before = stored();
        server.faults().overrideClaim(claim, value);

        assertThrows(AuthException.class, session::accessToken);

        assertEquals(before, stored());
    }

    @ParameterizedTest
    @MethodSource("wrongClaims")
    void rule24AnIdTokenIsVerifiedBeforeItsUserIsTrusted(String claim, Object value) {
        server.faults().overrideClaim(claim, value);
        server.autoApprove("alice");

        if (claim.equals("sub")) {
            open().login(prompt, LoginOptions.defaults());
            assertEquals(Optional.of("somebody-else"), stored().subject());
        } else {
            assertThrows(AuthException.class, () -> open().login(prompt, LoginOptions.defaults()));
            assertFalse(isAnythingStored());
        }
    }

    static Stream<Arguments> wrongTimes() {
        long start = FakeTimeSource.START.getEpochSecond();
        return Stream.of(
                Arguments.of("exp", start - 3600), Arguments.of("iat", start + 86_400), Arguments.of("exp", "soon"));
    }

    @ParameterizedTest
    @MethodSource("wrongTimes")
    void rule24AnIdTokensTimesAreChecked(String claim, Object value) {
        server.faults().overrideClaim(claim, value);
        server.autoApprove("alice");

        assertThrows(AuthException.class, () -> open().login(prompt, LoginOptions.defaults()));
        assertFalse(isAnythingStored());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc",
                "a.b",
                "a.b.c",
                "eyJhbGciOiJub25lIn0.e30.",
                "....",
                "eyJhbGciOiJSUzI1NiJ9.bm90IGpzb24.c2ln"
            })
    void rule24AnInvalidIdTokenIsNotTrusted(String idToken) {
        server.faults().override(Endpoint.TOKEN, "id_token", idToken);
        server.autoApprove("alice");

        assertThrows(AuthException.class, () -> open().login(prompt, LoginOptions.defaults()));
        assertFalse(isAnythingStored());
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "http://127.0.0.1", ""})
    void rule25AnotherIssuerInTheMetadataIsRefused(String issuer) {
        server.faults().override(Endpoint.DISCOVERY, "issuer", issuer);

        AuthException failed =
                assertThrows(AuthException.class, () -> open(discovered()).login(prompt, LoginOptions.defaults()));

        assertEquals(AuthException.Kind.REFUSED, failed.kind());
        assertEquals(List.of(), server.log().requests(Endpoint.DEVICE_AUTHORIZATION));
    }

    @Test
    void rule25BothWellKnownFormsAreTried() {
        server.faults().answerNext(Endpoint.DISCOVERY, 1, Answer.empty(404));
        server.autoApprove("alice");

        open(discovered()).login(prompt, LoginOptions.defaults());

        assertTrue(isAnythingStored());
        assertEquals(
                2,
                server.log().requests(Endpoint.DISCOVERY).stream()
                        .map(request -> request.path())
                        .distinct()
                        .count());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:631/x",
                "https://127.0.0.1/x",
                "https://localhost./x",
                "https://a.localhost/x",
                "https://[::ffff:127.0.0.1]/x",
                "https://0.0.0.0/x",
                "https://2130706433/x",
                "https://0x7f.1/x",
                "http://auth.example/x"
            })
    void rule32ARemoteServerCannotNameUrlsOnThisMachineOrPlainOnes(String uri) {
        for (String endpoint : List.of(
                "token_endpoint",
                "device_authorization_endpoint",
                "revocation_endpoint",
                "userinfo_endpoint",
                "jwks_uri",
                "verification_uri")) {
            AuthException failed = assertThrows(
                    AuthException.class,
                    () -> open(elsewhere(), naming(endpoint, uri)).login(prompt, LoginOptions.defaults()));

            assertEquals(AuthException.Kind.REFUSED, failed.kind(), endpoint);
            assertEquals(List.of(), prompt.shown());
        }
    }

    @Test
    void rule32ARemoteHttpsServerIsOtherwiseAccepted() {
        LoginResult result = open(elsewhere(), naming("token_endpoint", "https://auth.example/token"))
                .login(prompt, LoginOptions.defaults());

        assertEquals(Secret.of("at-1"), result.session().accessToken());
    }

    private static OAuthProvider elsewhere() {
        return OAuthProvider.discovered("https://auth.example", "client")
                .name(ID.provider())
                .build();
    }

    /** A remote server that gives the same response to all requests: an object that contains this member. */
    private static HttpTransport naming(String name, String uri) {
        Map<String, Object> answer = new LinkedHashMap<>(Map.of(
                "issuer", "https://auth.example",
                "token_endpoint", "https://auth.example/token",
                "device_authorization_endpoint", "https://auth.example/device",
                "verification_uri", "https://auth.example/",
                "device_code", "d",
                "user_code", "U",
                "expires_in", 900,
                "interval", 1));
        answer.put(name, uri);
        String json = new MoshiJson().write(answer).reveal();
        return call -> ScriptedTransport.jsonReply(
                200,
                call.uri().getPath().equals("/token") ? "{\"access_token\":\"at-1\",\"token_type\":\"Bearer\"}" : json);
    }

    @Test
    void rule26LogoutRevokesTheRefreshTokenThenTheAccessToken() {
        AuthSession session = loggedIn();
        StoredSession before = stored();

        LogoutResult result = session.logout(LogoutScope.SERVER_AND_LOCAL);

        assertEquals(Revocation.DONE, result.revocation().orElseThrow());
        assertEquals(
                List.of(
                        before.refreshToken().orElseThrow().reveal(),
                        before.accessToken().reveal()),
                server.log().requests(Endpoint.REVOCATION).stream()
                        .map(request -> request.parameter("token").orElseThrow())
                        .toList());
        assertFalse(isAnythingStored());
    }

    static Stream<Arguments> revocations() {
        return Stream.of(
                Arguments.of(Answer.of(400, "application/json", "{\"error\":\"invalid_grant\"}"), Revocation.DONE),
                Arguments.of(Answer.of(401, "application/json", "{\"error\":\"invalid_token\"}"), Revocation.DONE),
                Arguments.of(Answer.empty(200), Revocation.DONE),
                Arguments.of(Answer.empty(204), Revocation.DONE),
                Arguments.of(
                        Answer.of(400, "application/json", "{\"error\":\"unsupported_token_type\"}"),
                        Revocation.REFUSED),
                Arguments.of(Answer.proxyPage(403), Revocation.REFUSED),
                Arguments.of(Answer.proxyPage(503), Revocation.UNREACHABLE),
                Arguments.of(Answer.proxyPage(429), Revocation.UNREACHABLE));
    }

    @ParameterizedTest
    @MethodSource("revocations")
    void rule26TheSessionIsDeletedWhateverTheServerSaysAndTheResultReported(Answer answer, Revocation expected) {
        AuthSession session = loggedIn();
        server.faults().answerNext(Endpoint.REVOCATION, 1, answer);

        LogoutResult result = session.logout(LogoutScope.SERVER_AND_LOCAL);

        assertEquals(expected, result.revocation().orElseThrow());
        assertFalse(isAnythingStored());
        assertEquals(
                expected == Revocation.UNREACHABLE ? 1 : 2,
                server.log().requests(Endpoint.REVOCATION).size(),
                "an access token is revoked as well, where somebody listens");
    }

    @Test
    void rule26AServerThatIsDownIsReported() {
        AuthSession session = loggedIn();
        server.close();

        assertEquals(
                Revocation.UNREACHABLE,
                session.logout(LogoutScope.SERVER_AND_LOCAL).revocation().orElseThrow());
        assertFalse(isAnythingStored());
    }

    private OAuthProvider discovered() {
        return OAuthProvider.discovered(server.issuer().toString(), server.clientId())
                .name(ID.provider())
                .build();
    }
}
