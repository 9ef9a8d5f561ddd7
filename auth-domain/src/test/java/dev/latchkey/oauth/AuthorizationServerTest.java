package dev.latchkey.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.latchkey.error.CancelledException;
import dev.latchkey.error.Remedy;
import dev.latchkey.error.ServerRefusedException;
import dev.latchkey.error.TransportException;
import dev.latchkey.error.UnreachableException;
import dev.latchkey.loopback.FormParameters;
import dev.latchkey.model.HttpBody;
import dev.latchkey.model.HttpCall;
import dev.latchkey.model.HttpHeader;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.Secret;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.testkit.FakeTimeSource;
import dev.latchkey.testkit.ScriptedTransport;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class AuthorizationServerTest {
    private static final String CODE =
            "{\"device_code\":\"d\",\"user_code\":\"u\",\"verification_uri\":\"https://a.example\",\"expires_in\":9}";
    private static final String METADATA = "{\"issuer\":\"https://auth.example\","
            + "\"token_endpoint\":\"https://auth.example/token\","
            + "\"userinfo_endpoint\":\"https://auth.example/userinfo\"}";
    private static final Secret TOKEN = Secret.of("rt-1");

    private final ScriptedTransport http = new ScriptedTransport();

    @Test
    void theCodeRequestHasClientScopeAudienceAndResources() {
        http.reply(200, CODE);

        server(withoutPkce()
                        .audience("https://api.example/")
                        .resources(List.of("https://one.example", "https://two.example")))
                .authorize();

        assertEquals(
                URI.create("https://auth.example/device"), http.calls().get(0).uri());
        assertEquals(
                new FormParameters(Map.of(
                        "scope", List.of("openid offline_access"),
                        "audience", List.of("https://api.example/"),
                        "resource", List.of("https://one.example", "https://two.example"),
                        "client_id", List.of("client-1"))),
                http.forms().get(0));
    }

    @Test
    void absentValuesAreOmittedFromTheForm() {
        http.reply(200, CODE);

        server(withoutPkce().scopes(List.of())).authorize();

        assertEquals(
                new FormParameters(Map.of("client_id", List.of("client-1"))),
                http.forms().get(0));
    }

    @Test
    void eachPostIsAFormThatAcceptsJson() {
        http.reply(400, "{\"error\":\"authorization_pending\"}");

        server(full()).redeem(Replies.code("dc+1/&"));

        HttpCall call = http.calls().get(0);
        assertEquals("POST", call.method());
        assertEquals(List.of(HttpHeader.of("Accept", "application/json")), call.headers());
        assertEquals(
                Optional.of(new HttpBody(
                        "application/x-www-form-urlencoded",
                        Secret.of("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code"
                                + "&device_code=dc%2B1%2F%26&client_id=client-1"))),
                call.body());
        assertEquals(Duration.ofSeconds(30), call.timeout());
        assertEquals(1 << 20, call.replyLimit());
    }

    @Test
    void aRefreshNamesTheResourcesAgain() {
        http.reply(400, "{\"error\":\"invalid_grant\"}");

        server(full().resources(List.of("https://one.example"))).refresh(TOKEN);

        assertEquals(
                new FormParameters(Map.of(
                        "grant_type", List.of("refresh_token"),
                        "refresh_token", List.of("rt-1"),
                        "resource", List.of("https://one.example"),
                        "client_id", List.of("client-1"))),
                http.forms().get(0));
    }

    @Test
    void aServerWithoutTheDeviceFlowIsRefused() {
        OAuthProvider provider = OAuthProvider.explicit(
                        Endpoints.of(URI.create("https://auth.example/token")), "client-1")
                .name("example")
                .build();

        ServerRefusedException refused = assertThrows(
                ServerRefusedException.class, () -> server(provider).authorize());

        assertEquals("unsupported_grant_type", refused.errorCode());
        assertEquals(
                "The provider example does not offer the device code: there is no" + " device_authorization_endpoint.",
                refused.getMessage());
    }

    @ParameterizedTest
    @EnumSource(
            value = TransportException.Kind.class,
            names = {"CANCELLED", "UNTRUSTED"},
            mode = EnumSource.Mode.EXCLUDE)
    void withoutAReplyItIsRetriedLater(TransportException.Kind kind) {
        http.fail(kind).fail(kind);

        TokenResponse redeemed = server(full()).redeem(Replies.code(TOKEN.reveal()));
        TokenResponse refreshed = server(full()).refresh(TOKEN);

        assertEquals(
                "scripted: " + kind,
                assertInstanceOf(TokenResponse.TryLater.class, redeemed).why().value());
        assertEquals(
                "scripted: " + kind,
                assertInstanceOf(TokenResponse.TryLater.class, refreshed).why().value());
    }

    @Test
    void anInterruptIsNotRetriedLater() {
        http.fail(TransportException.Kind.CANCELLED)
                .fail(TransportException.Kind.CANCELLED)
                .fail(TransportException.Kind.CANCELLED);

        assertThrows(CancelledException.class, () -> server(full()).redeem(Replies.code(TOKEN.reveal())));
        assertThrows(CancelledException.class, () -> server(full()).refresh(TOKEN));
        assertThrows(CancelledException.class, () -> server(full()).revoke(TOKEN, "refresh_token"));
    }

    static Stream<Arguments> revocations() {
        return Stream.of(
                arguments(Replies.json(200, ""), Revocation.DONE),
                arguments(Replies.json(204, ""), Revocation.DONE),
                arguments(Replies.html(200), Revocation.DONE),
                arguments(Replies.json(400, "{\"error\":\"invalid_grant\"}"), Revocation.DONE),
                arguments(Replies.json(400, "{\"error\":\"invalid_token\"}"), Revocation.DONE),
                arguments(Replies.json(400, "{\"error\":\"unsupported_token_type\"}"), Revocation.REFUSED),
                arguments(Replies.json(401, "{\"error\":\"invalid_client\"}"), Revocation.REFUSED),
                arguments(Replies.json(400, "{}"), Revocation.REFUSED),
                arguments(Replies.html(404), Revocation.REFUSED),
                arguments(Replies.html(302), Revocation.REFUSED),
                arguments(Replies.html(429), Revocation.UNREACHABLE),
                arguments(Replies.html(499), Revocation.REFUSED),
                arguments(Replies.html(500), Revocation.UNREACHABLE),
                arguments(Replies.json(503, "{\"error\":\"invalid_grant\"}"), Revocation.UNREACHABLE));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("revocations")
    void anAlreadyInvalidTokenCountsAsRevoked(HttpReply reply, Revocation meaning) {
        http.reply(reply);

        assertEquals(meaning, server(full()).revoke(TOKEN, "refresh_token"));

        assertEquals(
                URI.create("https://auth.example/revoke"), http.calls().get(0).uri());
        assertEquals(
                new FormParameters(Map.of(
                        "token", List.of("rt-1"),
                        "token_type_hint", List.of("refresh_token"),
                        "client_id", List.of("client-1"))),
                http.forms().get(0));
    }

    @Test
    void aFailedRevocationIsReportedAsUnreachable() {
        http.fail(TransportException.Kind.TLS);

        assertEquals(Revocation.UNREACHABLE, server(full()).revoke(TOKEN, "refresh_token"));
    }

    @Test
    void anUntrustedAuthorityIsReportedWithItsRemedy() {
        http.fail(TransportException.Kind.UNTRUSTED);

        UnreachableException failure =
                assertThrows(UnreachableException.class, () -> server(full()).authorize());

        assertEquals(Remedy.Action.TRUST_AUTHORITY, failure.remedy().action());
    }

    @Test
    void aPollOfAServerThatIsNotTrustedIsTriedAgainBecauseTheNetworkMayHaveChanged() {
        http.fail(TransportException.Kind.UNTRUSTED);

        TokenResponse answer = server(full()).redeem(Replies.code(TOKEN.reveal()));

        assertEquals(TokenResponse.Kind.TRY_LATER, answer.kind());
    }

    @Test
    void aServerWithoutARevocationEndpointIsNotContacted() {
        OAuthProvider provider = OAuthProvider.explicit(
                        Endpoints.of(
                                URI.create("https://auth.example/device"), URI.create("https://auth.example/token")),
                        "client-1")
                .build();

        assertEquals(Revocation.NOT_OFFERED, server(provider).revoke(TOKEN, "refresh_token"));
        assertEquals(List.of(), http.calls());
    }

    @Test
    void aRevocationSurvivesAFailedDiscovery() {
        OAuthProvider provider =
                OAuthProvider.discovered("https://auth.example", "client-1").build();
        http.fail(TransportException.Kind.UNREACHABLE).reply(Replies.html(404)).reply(Replies.html(404));

        assertEquals(Revocation.UNREACHABLE, server(provider).revoke(TOKEN, "refresh_token"));
        assertEquals(Revocation.REFUSED, server(provider).revoke(TOKEN, "refresh_token"));
    }

    @Test
    void aConfiguredUserinfoEndpointIsUsedWhateverTheScopes() {
        URI userinfo = URI.create("https://auth.example/me");
        OAuthProvider explicit = OAuthProvider.explicit(
                        Endpoints.of(URI.create("https://auth.example/token")).withUserinfo(userinfo), "client-1")
                .scopes(List.of())
                .build();
        OAuthProvider given = OAuthProvider.discovered("https://auth.example", "client-1")
                .givenEndpoints(Endpoints.Given.of(null, null, userinfo, null))
                .scopes(List.of())
                .build();
        http.reply(200, "{\"sub\":\"u-1\"}").reply(200, METADATA).reply(200, "{\"sub\":\"u-2\"}");

        assertEquals(
                Optional.of("u-1"),
                server(explicit).identity(TOKEN).orElseThrow().subject());
        assertEquals(
                Optional.of("u-2"), server(given).identity(TOKEN).orElseThrow().subject());
        assertEquals(userinfo, http.calls().get(2).uri());
    }

    @Test
    void theUserinfoEndpointOfTheMetadataIsUsedOnlyWithTheOpenidScope() {
        http.reply(200, METADATA).reply(200, METADATA).reply(200, "{\"sub\":\"u-1\"}");
        OAuthProvider.Builder discovered = OAuthProvider.discovered("https://auth.example", "client-1");

        assertEquals(
                Optional.empty(), server(discovered.scopes(List.of("profile"))).identity(TOKEN));
        assertEquals(
                Optional.of("u-1"),
                server(discovered.scopes(List.of("openid")))
                        .identity(TOKEN)
                        .orElseThrow()
                        .subject());
        assertEquals(
                URI.create("https://auth.example/userinfo"), http.calls().get(2).uri());
    }

    @Test
    void withoutAUserinfoEndpointNoRequestIsSent() {
        assertEquals(Optional.empty(), server(full()).identity(TOKEN));
        assertEquals(List.of(), http.calls());
    }

    private static OAuthProvider.Builder withoutPkce() {
        return full().dialect(Dialect.builder().pkce(Dialect.Pkce.OFF).build());
    }

    private static OAuthProvider.Builder full() {
        return OAuthProvider.explicit(
                        Endpoints.of(URI.create("https://auth.example/token"))
                                .withDeviceAuthorization(URI.create("https://auth.example/device"))
                                .withRevocation(URI.create("https://auth.example/revoke")),
                        "client-1")
                .scopes(List.of("openid", "offline_access"));
    }

    private AuthorizationServer server(OAuthProvider.Builder provider) {
        return server(provider.build());
    }

    private AuthorizationServer server(OAuthProvider provider) {
        return new AuthorizationServer(provider, http, new MoshiJson(), new FakeTimeSource());
    }
}
