package dev.latchkey.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.oauth.OAuthProvider;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SessionBindingTest {
    private static final SessionBinding OURS = Sessions.BINDING;

    @Test
    void aProvidersTokensBelongToItsServerClientScopesAndAudience() {
        OAuthProvider.Builder provider = OAuthProvider.discovered("https://auth.example", "client-1")
                .scopes(List.of("openid", "offline_access"));

        assertEquals(
                new SessionBinding(
                        "auth.example", "client-1", List.of("openid", "offline_access"), "", "https://auth.example"),
                SessionBinding.of(provider.build()));
        assertEquals(
                OURS, SessionBinding.of(provider.audience("https://api.example").build()));
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
    void anIssuerThatAPythonClientDroppedIsNotMissed() {
        SessionBinding dropped = with("auth.example", "client-1", null);

        assertTrue(OURS.sameEnvironmentAs(dropped));
        assertTrue(dropped.sameEnvironmentAs(OURS));
        assertTrue(dropped.sameEnvironmentAs(dropped));
    }

    @Test
    void aRequestIsTheSameWhateverTheOrderOfItsScopes() {
        assertTrue(OURS.sameRequestAs(asking("https://api.example", "offline_access", "openid")));
        assertTrue(OURS.sameRequestAs(asking("https://api.example", "openid", "offline_access", "openid")));
        assertFalse(OURS.sameRequestAs(asking("https://api.example", "openid")));
        assertFalse(OURS.sameRequestAs(asking("https://api.example", "openid", "offline_access", "email")));
        assertFalse(OURS.sameRequestAs(asking("", "openid", "offline_access")));
        assertFalse(OURS.sameRequestAs(asking("https://api.example/", "openid", "offline_access")));
    }

    private static SessionBinding with(String domain, String client, @Nullable String issuer) {
        return new SessionBinding(domain, client, OURS.scopes(), OURS.audience(), issuer);
    }

    private static SessionBinding asking(String audience, String... scopes) {
        return new SessionBinding(OURS.authDomain(), OURS.clientId(), List.of(scopes), audience, OURS.issuer());
    }
}
