package dev.latchkey.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.model.HttpBody;
import dev.latchkey.model.HttpCall;
import dev.latchkey.model.HttpHeader;
import dev.latchkey.model.Secret;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.testkit.FakeTimeSource;
import dev.latchkey.testkit.ScriptedTransport;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The requests to servers that deviate from the RFCs, and the meaning of their responses. */
class DialectCallsTest {
    private static final String CODE = "{\"device_code\":\"dc-1\",\"user_code\":\"ABCD\","
            + "\"verification_uri\":\"https://auth.example/d\",\"expires_in\":900}";
    private static final String PENDING = "{\"error\":\"authorization_pending\"}";
    private static final String TOKENS = "{\"access_token\":\"at-1\",\"token_type\":\"bearer\"}";

    private final ScriptedTransport http = new ScriptedTransport();

    @Test
    void aServersOwnGrantTypeAndParameterNamesAreUsed() {
        // As documented by Salesforce.
        AuthorizationServer server = server(provider(Dialect.builder()
                .deviceGrantType("device")
                .parameterNames(Map.of("device_code", "code"))
                .deviceParameters(Map.of("response_type", "device_code"))));
        http.reply(200, CODE).reply(400, PENDING);

        server.redeem(server.authorize());

        assertEquals(List.of("device_code"), http.forms().get(0).all("response_type"));
        assertEquals(List.of("device"), http.forms().get(1).all("grant_type"));
        assertEquals(List.of("dc-1"), http.forms().get(1).all("code"));
        assertEquals(List.of(), http.forms().get(1).all("device_code"));
    }

    @Test
    void aPollContainsTheUserCodeIfRequired() {
        // As documented by Amazon.
        AuthorizationServer server = server(provider(Dialect.builder()
                .deviceGrantType("device_code")
                .deviceParameters(Map.of("response_type", "device_code"))
                .pollParameters(Map.of("user_code", "{user_code}"))));
        http.reply(200, CODE).reply(400, PENDING);

        server.redeem(server.authorize());

        assertEquals(List.of("ABCD"), http.forms().get(1).all("user_code"));
        assertEquals(List.of("device_code"), http.forms().get(1).all("grant_type"));
    }

    @Test
    void pollsAreSentToTheirOwnEndpointAndRefreshesToTheTokenEndpoint() {
        // As documented by Trakt.
        AuthorizationServer server =
                server(provider(Dialect.builder().pollEndpoint(URI.create("https://auth.example/device/token"))));
        http.reply(200, CODE).reply(200, TOKENS).reply(200, TOKENS);

        server.redeem(server.authorize());
        server.refresh(Secret.of("rt-1"));

        assertEquals("/device/token", http.calls().get(1).uri().getPath());
        assertEquals(server.endpoints().token(), http.calls().get(2).uri());
    }

    @Test
    void aPollEndpointAtAnotherOriginIsRefused() {
        Dialect.Builder elsewhere = Dialect.builder().pollEndpoint(URI.create("https://other.example/device/token"));

        assertThrows(IllegalArgumentException.class, () -> provider(elsewhere));
    }

    @Test
    void scopesHaveTheServersNameAndAreSentWithPollsToo() {
        // Like Twitch's clients.
        AuthorizationServer server = server(provider(Dialect.builder()
                        .parameterNames(Map.of("scope", "scopes"))
                        .pollParameters(Map.of("scope", "{scope}")))
                .toBuilder()
                .sessionEndingErrors(Set.of("Invalid refresh token"))
                .build());
        http.reply(200, CODE)
                .reply(400, "{\"status\":400,\"message\":\"authorization_pending\"}")
                .reply(200, "{\"access_token\":\"at-1\",\"token_type\":\"bearer\",\"scope\":[\"a\",\"b\"]}")
                .reply(400, "{\"error\":\"Bad Request\",\"status\":400,\"message\":\"Invalid refresh token\"}")
                .reply(400, "{\"error\":\"Bad Request\",\"status\":400,\"message\":\"missing client id\"}");

        DeviceAuthorization authorization = server.authorize();
        TokenResponse pending = server.redeem(authorization);
        TokenResponse granted = server.redeem(authorization);
        TokenResponse dead = server.refresh(Secret.of("rt-1"));
        TokenResponse other = server.refresh(Secret.of("rt-1"));

        assertEquals(List.of("a b"), http.forms().get(0).all("scopes"));
        assertEquals(List.of(), http.forms().get(0).all("scope"));
        assertEquals(List.of("a b"), http.forms().get(1).all("scopes"));
        assertEquals("authorization_pending", code(pending));
        assertEquals(
                Optional.of("a b"),
                assertInstanceOf(GrantedTokens.class, granted).scope());
        assertEquals("Invalid refresh token", code(dead));
        assertEquals("Bad Request", code(other));
    }

    @Test
    void aServerThatRequiresJsonGetsIt() {
        // Like Trakt's clients.
        AuthorizationServer server = server(provider(Dialect.builder()
                        .requestFormat(Dialect.RequestFormat.JSON)
                        .parameterNames(Map.of("device_code", "code"))
                        .refreshParameters(Map.of("redirect_uri", "urn:ietf:wg:oauth:2.0:oob"))
                        .pkce(Dialect.Pkce.OFF))
                .toBuilder()
                .clientAuthentication(ClientAuthentication.secretPost(Secret.of("s\"1")))
                .resources(List.of("https://one.example", "https://two.example"))
                .build());
        http.reply(200, CODE).reply(400, "").reply(200, TOKENS).reply(200, "");

        server.redeem(server.authorize());
        server.refresh(Secret.of("rt-1"));
        server.revoke(Secret.of("at-1"), "access_token");

        assertEquals("application/json", body(0).contentType());
        assertEquals(
                "{\"scope\":\"a b\",\"resource\":[\"https://one.example\",\"https://two.example\"],"
                        + "\"client_id\":\"client-1\",\"client_secret\":\"s\\\"1\"}",
                body(0).content().reveal());
        assertTrue(body(1).content().reveal().contains("\"code\":\"dc-1\""));
        assertTrue(body(2).content().reveal().contains("\"redirect_uri\":\"urn:ietf:wg:oauth:2.0:oob\""));
        assertEquals(
                "{\"token\":\"at-1\",\"token_type_hint\":\"access_token\",\"client_id\":\"client-1\","
                        + "\"client_secret\":\"s\\\"1\"}",
                body(3).content().reveal());
    }

    @ParameterizedTest
    @CsvSource({
        "400, authorization_pending",
        "404, invalid_grant",
        "409, invalid_grant",
        "410, expired_token",
        "418, access_denied",
        "429, slow_down"
    })
    void thePollsStatusDecidesIfThereIsNoErrorCode(int status, String code) {
        AuthorizationServer server = server(provider(trakt()));
        http.reply(status, "").reply(status, "{}");

        assertEquals(code, code(server.redeem(Replies.code("dc-1"))));
        assertEquals(code, code(server.redeem(Replies.code("dc-1"))));
    }

    @Test
    void anErrorCodeTakesPrecedenceOverTheStatus() {
        AuthorizationServer server = server(provider(trakt()));
        http.reply(400, "{\"error\":\"access_denied\"}");

        assertEquals("access_denied", code(server.redeem(Replies.code("dc-1"))));
    }

    @Test
    void theStatusOfARefreshDecidesNothing() {
        AuthorizationServer server = server(provider(trakt()));
        http.reply(410, "").reply(400, "");

        assertInstanceOf(TokenResponse.TryLater.class, server.refresh(Secret.of("rt-1")));
        assertInstanceOf(TokenResponse.TryLater.class, server.refresh(Secret.of("rt-1")));
    }

    @Test
    void withoutAnErrorCodeOrDataAStatusIsATransientFailure() {
        http.reply(418, "");

        assertInstanceOf(
                TokenResponse.TryLater.class,
                server(provider(Dialect.builder())).redeem(Replies.code("dc-1")));
    }

    @Test
    void aTokenIsRevokedInTheServersFormat() {
        // As documented by GitHub: no client, a list of tokens, status 202.
        AuthorizationServer server = server(provider(Dialect.builder()
                        .revocationAuthentication(Dialect.RevocationAuthentication.NONE)
                        .revocationBody(Map.of("credentials", List.of("{token}"))))
                .toBuilder()
                .clientAuthentication(ClientAuthentication.secretBasic(Secret.of("s-1")))
                .build());
        http.reply(202, "");

        assertEquals(Revocation.DONE, server.revoke(Secret.of("gho_\"1"), "access_token"));

        assertEquals("application/json", body(0).contentType());
        assertEquals("{\"credentials\":[\"gho_\\\"1\"]}", body(0).content().reveal());
        assertEquals(
                List.of(HttpHeader.of("Accept", "application/json")),
                http.calls().get(0).headers());
    }

    @Test
    void withoutClientAuthenticationTheFormContainsOnlyTheToken() {
        AuthorizationServer server =
                server(provider(Dialect.builder().revocationAuthentication(Dialect.RevocationAuthentication.NONE)));
        http.reply(200, "");

        server.revoke(Secret.of("at-1"), "access_token");

        assertEquals(
                "token=at-1&token_type_hint=access_token", body(0).content().reveal());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[\"client_secret_post\"] | false",
                "[\"client_secret_basic\",\"client_secret_post\"] | true",
                "[\"client_secret_post\",\"client_secret_basic\"] | true",
                "[\"private_key_jwt\"] | true",
                "[\"none\",\"client_secret_post\"] | false",
                "null | true",
                "\"client_secret_post\" | false"
            })
    void aSecretIsSentByTheStrongestMethodInTheMetadata(String methods, boolean inHeader) {
        OAuthProvider provider = OAuthProvider.discovered("https://auth.example", "client-1")
                .clientAuthentication(ClientAuthentication.secret(Secret.of("s-1")))
                .build();
        http.reply(200, metadata("\"token_endpoint_auth_methods_supported\":" + methods))
                .reply(400, PENDING);

        server(provider).redeem(Replies.code("dc-1"));

        HttpCall poll = http.calls().get(1);
        assertEquals(
                inHeader,
                poll.headers().stream().anyMatch(header -> header.name().equals("Authorization")));
        assertEquals(inHeader ? List.of() : List.of("s-1"), http.forms().get(1).all("client_secret"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[\"openid\",\"profile\",\"email\"] | openid profile",
                "[\"api\"] | ''",
                "\"openid api\" | openid",
                "[\"offline_access\",\"openid\",\"profile\"] | openid profile offline_access",
                "null | openid profile offline_access",
                "7 | openid profile offline_access"
            })
    void onlyTheDefaultScopesThatTheServerSupportsAreRequested(String supported, String asked) {
        OAuthProvider usual =
                OAuthProvider.discovered("https://auth.example", "client-1").build();
        http.reply(200, metadata("\"scopes_supported\":" + supported)).reply(200, CODE);

        server(usual).authorize();

        assertEquals(
                asked.isEmpty() ? List.of() : List.of(asked),
                http.forms().get(1).all("scope"));
    }

    @Test
    void chosenScopesAreRequestedUnchanged() {
        OAuthProvider chosen = OAuthProvider.discovered("https://auth.example", "client-1")
                .scopes(List.of("openid", "profile", "offline_access"))
                .build();
        http.reply(200, metadata("\"scopes_supported\":[\"api\"]")).reply(200, CODE);

        server(chosen).authorize();

        assertEquals(
                List.of("openid profile offline_access"), http.forms().get(1).all("scope"));
    }

    private static Dialect.Builder trakt() {
        return Dialect.builder()
                .pollErrors(Map.of(
                        400, "authorization_pending",
                        404, "invalid_grant",
                        409, "invalid_grant",
                        410, "expired_token",
                        418, "access_denied",
                        429, "slow_down"));
    }

    private static String metadata(String more) {
        return "{\"issuer\":\"https://auth.example\",\"token_endpoint\":\"https://auth.example/token\","
                + "\"device_authorization_endpoint\":\"https://auth.example/device\"," + more + "}";
    }

    private static String code(TokenResponse answer) {
        return assertInstanceOf(TokenResponse.Refused.class, answer).error().code();
    }

    private HttpBody body(int call) {
        return http.calls().get(call).body().orElseThrow();
    }

    private static OAuthProvider provider(Dialect.Builder dialect) {
        return OAuthProvider.explicit(
                        Endpoints.of(URI.create("https://auth.example/token"))
                                .withDeviceAuthorization(URI.create("https://auth.example/device"))
                                .withRevocation(URI.create("https://auth.example/revoke")),
                        "client-1")
                .scopes(List.of("a", "b"))
                .dialect(dialect.build())
                .build();
    }

    private AuthorizationServer server(OAuthProvider provider) {
        return new AuthorizationServer(provider, http, new MoshiJson(), new FakeTimeSource());
    }
}
