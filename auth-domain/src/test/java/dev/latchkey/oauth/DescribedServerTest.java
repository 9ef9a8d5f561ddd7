package dev.latchkey.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.ServerRefusedException;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.testkit.FakeTimeSource;
import dev.latchkey.testkit.ScriptedTransport;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Differences between a server's own description and its configuration. */
class DescribedServerTest {
    private static final URI ELSEWHERE = URI.create("https://auth.example/app/.well-known/openid-configuration");

    private final ScriptedTransport http = new ScriptedTransport();

    @Test
    void metadataAtAnotherUrlIsFetchedOnlyThere() {
        // Like Authentik: one issuer, the root, for all applications.
        http.reply(200, metadata("https://auth.example/"));

        LoginServer server = server(at(ELSEWHERE, "https://auth.example/"));

        assertEquals(
                URI.create("https://auth.example/token"), server.endpoints().token());
        assertEquals(Optional.of("https://auth.example/"), server.provider().issuer());
        assertEquals(
                List.of(ELSEWHERE),
                http.calls().stream().map(call -> call.uri()).toList());
    }

    @Test
    void missingMetadataAtAnotherUrlIsNamed() {
        http.reply(404, "");

        ServerRefusedException refused = assertThrows(
                ServerRefusedException.class,
                () -> server(at(ELSEWHERE, "https://auth.example/")).endpoints());

        assertTrue(String.valueOf(refused.getMessage()).contains(ELSEWHERE.toString()), refused::getMessage);
    }

    @Test
    void anIssuerThatIsNotAUrlIsAcceptedIfTheMetadataUrlIsGiven() {
        // Like FusionAuth.
        http.reply(200, metadata("acme.com"));
        OAuthProvider provider = at(ELSEWHERE, "acme.com").build();

        assertEquals(
                Optional.of("acme.com"), server(provider.toBuilder()).provider().issuer());
        assertEquals("auth.example", provider.authDomain());
        assertThrows(
                IllegalArgumentException.class,
                () -> OAuthProvider.discovered("acme.com", "client-1").build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme.org", "https://auth.example"})
    void metadataAtAnotherUrlMustNameItsOwnIssuer(String named) {
        http.reply(200, metadata(named));

        ServerRefusedException refused = assertThrows(
                ServerRefusedException.class,
                () -> server(at(ELSEWHERE, "acme.com")).endpoints());

        assertEquals(Optional.of(named), refused.namedIssuer());
        assertEquals(Optional.of(ELSEWHERE), refused.metadataUrl());
    }

    @Test
    void aBlankIssuerIsRefusedEvenWithAMetadataUrl() {
        assertThrows(IllegalArgumentException.class, () -> at(ELSEWHERE, " ").build());
    }

    @Test
    void aTemplateIssuerRequiresAMetadataUrl() {
        IllegalArgumentException unfit = assertThrows(
                IllegalArgumentException.class,
                () -> OAuthProvider.discovered("https://auth.example/{tenantid}/v2.0", "client-1")
                        .build());

        assertTrue(String.valueOf(unfit.getMessage()).contains("metadata"), unfit::getMessage);
    }

    @Test
    void aServerThatNamesATemplateIsIdentifiedByIt() {
        // Like Entra's common, organizations and consumers.
        http.reply(200, metadata("https://auth.example/{tenantid}/v2.0"));
        OAuthProvider provider = OAuthProvider.discovered("https://auth.example/common/v2.0", "client-1")
                .build();

        LoginServer server = server(provider.toBuilder());

        assertEquals(
                Optional.of("https://auth.example/{tenantid}/v2.0"),
                server.provider().issuer());
        assertEquals(Optional.of("https://auth.example/common/v2.0"), provider.issuer());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://auth.example/",
                "https://auth.example",
                "https://auth.example/.well-known/openid-configuration",
                "https://auth.example/.well-known/oauth-authorization-server"
            })
    void aMissingOrExtraSlashAndAMetadataUrlAreAccepted(String typed) {
        // Like Auth0: the issuer ends with a slash.
        http.reply(200, metadata("https://auth.example/"));

        LoginServer server = server(OAuthProvider.discovered(typed, "client-1"));

        assertEquals(Optional.of("https://auth.example/"), server.provider().issuer());
        assertEquals(
                URI.create("https://auth.example/.well-known/openid-configuration"),
                http.calls().get(0).uri());
    }

    @Test
    void aGivenEndpointOverridesOrSupplementsTheMetadata() {
        // Required for gitlab.com, whose metadata lacks the device endpoint.
        http.reply(200, metadata("https://auth.example"));

        Endpoints endpoints = server(OAuthProvider.discovered("https://auth.example", "client-1")
                        .givenEndpoints(Endpoints.Given.of(
                                URI.create("https://auth.example/device"),
                                null,
                                URI.create("https://api.example/me"),
                                null)))
                .endpoints();

        assertEquals(
                Endpoints.of(URI.create("https://auth.example/token"))
                        .withDeviceAuthorization(URI.create("https://auth.example/device"))
                        .withRevocation(URI.create("https://auth.example/revoke"))
                        .withUserinfo(URI.create("https://api.example/me")),
                endpoints);
    }

    @Test
    void aGivenEndpointMustBeProtectedToo() {
        assertThrows(
                IllegalArgumentException.class,
                () -> Endpoints.Given.of(URI.create("http://auth.example/device"), null, null, null));
    }

    private static OAuthProvider.Builder at(URI metadata, String issuer) {
        return OAuthProvider.discovered(issuer, "client-1")
                .dialect(Dialect.builder().metadataUrl(metadata).build());
    }

    private LoginServer server(OAuthProvider.Builder provider) {
        return new AuthorizationServer(provider.build(), http, new MoshiJson(), new FakeTimeSource());
    }

    private static String metadata(String issuer) {
        return "{\"issuer\":\"" + issuer + "\",\"token_endpoint\":\"https://auth.example/token\","
                + "\"revocation_endpoint\":\"https://auth.example/revoke\","
                + "\"userinfo_endpoint\":\"https://auth.example/me\"}";
    }
}
