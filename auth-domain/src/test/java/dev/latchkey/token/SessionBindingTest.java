package dev.latchkey.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.oauth.Endpoints;
import dev.latchkey.oauth.OAuthProvider;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SessionBindingTest {
    private static final SessionBinding OURS = Sessions.BINDING;

    @Test
    void aProvidersTokensAreBoundToItsServerClientScopesAndAudience() {
        OAuthProvider.Builder provider = OAuthProvider.discovered("https://auth.example", "client-1")
                .scopes(List.of("openid", "offline_access"));

        assertEquals(
                SessionBinding.of(
                                "auth.example",
                                "client-1",
                                List.of("openid", "offline_access"),
                                "https://api.example",
                                "https://auth.example")
                        .withResources(List.of("https://r.example")),
                SessionBinding.of(provider.audience("https://api.example")
                        .resources(List.of("https://r.example"))
                        .build()));
    }

    @Test
    void tokensOfAnExplicitEndpointAreSentToNoOther() {
        SessionBinding own = explicit("https://auth.example/token");
        SessionBinding other = explicit("https://evil.example/token");

        assertTrue(own.sameEnvironmentAs(explicit("https://auth.example:443/oauth/token")));
        assertFalse(own.sameEnvironmentAs(other));
        assertFalse(other.sameEnvironmentAs(own));
    }

    @Test
    void aSessionWithoutAnEndpointIsTheIssuersOwn() {
        assertTrue(explicit("https://auth.example/token").sameEnvironmentAs(OURS));
        assertTrue(OURS.sameEnvironmentAs(explicit("https://auth.example/token")));
        assertFalse(explicit("https://evil.example/token").sameEnvironmentAs(OURS));
        assertFalse(OURS.sameEnvironmentAs(explicit("https://evil.example/token")));
        assertFalse(explicit("https://auth.example:8443/token").sameEnvironmentAs(OURS));
    }

    @Test
    void anEndpointFromTheIssuersMetadataIsTheIssuersOwnWhereverItIs() {
        OAuthProvider provider =
                OAuthProvider.discovered("https://auth.example", "client-1").build();
        SessionBinding discovered = SessionBinding.of(provider, URI.create("https://tokens.example/token"));

        assertTrue(SessionBinding.of(provider).sameEnvironmentAs(discovered));
        assertTrue(SessionBinding.of(provider, URI.create("https://moved.example/token"))
                .sameEnvironmentAs(discovered));
        assertTrue(explicit("https://tokens.example/token").sameEnvironmentAs(discovered));
        assertFalse(explicit("https://evil.example/token").sameEnvironmentAs(discovered));
    }

    @Test
    void resourcesArePartOfTheRequest() {
        assertTrue(forResources("https://a.example", "https://b.example")
                .sameRequestAs(forResources("https://b.example", "https://a.example")));
        assertFalse(forResources("https://a.example").sameRequestAs(forResources("https://b.example")));
        assertFalse(forResources("https://a.example").sameRequestAs(forResources()));
        assertFalse(forResources().sameRequestAs(forResources("https://a.example")));
    }

    @Test
    void aSessionWithoutResourcesMatchesAnyRequested() {
        SessionBinding unknown = with("auth.example", "client-1", null);

        assertTrue(unknown.sameResourcesAs(forResources("https://a.example")));
        assertTrue(forResources("https://a.example").sameResourcesAs(unknown));
    }

    @Test
    void theEnvironmentIsTheServerAndTheClient() {
        assertTrue(OURS.sameEnvironmentAs(OURS));
        assertTrue(OURS.sameEnvironmentAs(with("auth.example", "client-1", "https://auth.example")));
        assertFalse(OURS.sameEnvironmentAs(with("auth.staging.example", "client-1", "https://auth.example")));
        assertFalse(OURS.sameEnvironmentAs(with("auth.example", "client-2", "https://auth.example")));
        assertFalse(OURS.sameEnvironmentAs(with("auth.example", "client-1", "https://auth.example/tenant")));
    }

    @Test
    void anIssuerThatAPythonClientDroppedIsNotRequired() {
        SessionBinding dropped = with("auth.example", "client-1", null);

        assertTrue(OURS.sameEnvironmentAs(dropped));
        assertTrue(dropped.sameEnvironmentAs(OURS));
        assertTrue(dropped.sameEnvironmentAs(dropped));
    }

    @Test
    void theOrderOfScopesDoesNotMatter() {
        assertTrue(OURS.sameRequestAs(asking("https://api.example", "offline_access", "openid")));
        assertTrue(OURS.sameRequestAs(asking("https://api.example", "openid", "offline_access", "openid")));
        assertFalse(OURS.sameRequestAs(asking("https://api.example", "openid")));
        assertFalse(OURS.sameRequestAs(asking("https://api.example", "openid", "offline_access", "email")));
        assertFalse(OURS.sameRequestAs(asking("", "openid", "offline_access")));
        assertFalse(OURS.sameRequestAs(asking("https://api.example/", "openid", "offline_access")));
    }

    @Test
    void tokensOfADiscoveredEndpointAreRevokedOnlyAtTheIssuersOriginOrTheirOwn() {
        SessionBinding discovered = SessionBinding.of(
                OAuthProvider.discovered("https://auth.example", "client-1").build(),
                URI.create("https://tokens.example/token"));

        assertTrue(discovered.mayBeRevokedAt(URI.create("https://auth.example/revoke")));
        assertTrue(discovered.mayBeRevokedAt(URI.create("https://tokens.example/revoke")));
        assertFalse(discovered.mayBeRevokedAt(URI.create("https://evil.example/revoke")));
        assertFalse(discovered.mayBeRevokedAt(URI.create("https://auth.example:8443/revoke")));
    }

    @Test
    void tokensOfAConfiguredEndpointOrWithoutAnIssuerMayBeRevokedAnywhere() {
        URI revocation = URI.create("https://revoke.example/revoke");

        assertTrue(explicit("https://tokens.example/token").mayBeRevokedAt(revocation));
        assertTrue(with("auth.example", "client-1", null).mayBeRevokedAt(revocation));
        assertFalse(OURS.mayBeRevokedAt(revocation));
    }

    private static SessionBinding explicit(String tokenEndpoint) {
        Endpoints endpoints = Endpoints.of(URI.create(tokenEndpoint))
                .withDeviceAuthorization(URI.create("https://auth.example/device"));
        return SessionBinding.of(OAuthProvider.explicit(endpoints, "client-1")
                .issuer("https://auth.example")
                .build());
    }

    private static SessionBinding forResources(String... resources) {
        return SessionBinding.of(OAuthProvider.discovered("https://auth.example", "client-1")
                .resources(List.of(resources))
                .build());
    }

    private static SessionBinding with(String domain, String client, @Nullable String issuer) {
        return SessionBinding.of(domain, client, OURS.scopes(), OURS.audience().orElseThrow(), issuer);
    }

    private static SessionBinding asking(String audience, String... scopes) {
        return SessionBinding.of(
                OURS.authDomain(),
                OURS.clientId(),
                List.of(scopes),
                audience,
                OURS.issuer().orElseThrow());
    }
}
