package dev.latchkey.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.model.Origin;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OAuthProviderTest {
    private static final Endpoints ENDPOINTS =
            Endpoints.of(URI.create("https://auth.example/device"), URI.create("https://auth.example:8443/token"));

    @Test
    void everythingOptionalHasADefault() {
        OAuthProvider provider = OAuthProvider.discovered("https://auth.example/tenant", "client-1")
                .build();

        assertEquals("https://auth.example/tenant#client-1", provider.name());
        assertEquals("openid profile offline_access", provider.scope());
        assertEquals(List.of("preferred_username"), provider.usernameClaims());
        assertEquals(ClientAuthentication.none(), provider.clientAuthentication());
        assertEquals(Set.of(), provider.allowedOrigins());
    }

    @ParameterizedTest
    @CsvSource({
        "https://auth.example, auth.example",
        "https://auth.example/realms/a, auth.example",
        "https://auth.example:8443, auth.example:8443",
        "http://127.0.0.1:8080, 127.0.0.1:8080"
    })
    void theDomainIsTheIssuersHost(String issuer, String domain) {
        assertEquals(
                domain, OAuthProvider.discovered(issuer, "client-1").build().authDomain());
    }

    @Test
    void withoutAnIssuerTheDomainIsTheTokenEndpoints() {
        OAuthProvider.Builder builder = OAuthProvider.explicit(ENDPOINTS, "client-1");

        assertEquals("auth.example:8443", builder.build().authDomain());
        assertEquals(
                "login.example", builder.issuer("https://login.example").build().authDomain());
    }

    @Test
    void withoutAnIssuerTheNameHasTheTokenEndpoint() {
        OAuthProvider.Builder builder = OAuthProvider.explicit(ENDPOINTS, "client-1");

        assertEquals("https://auth.example:8443/token#client-1", builder.build().name());
        assertEquals(
                "https://login.example#client-1",
                builder.issuer("https://login.example").build().name());
    }

    @Test
    void anOverlongNameIsShortenedAndStillItsOwn() {
        String issuer = "https://auth.example/" + "x".repeat(250);
        String name = OAuthProvider.discovered(issuer, "one").build().name();

        assertTrue(name.length() <= 255, name);
        assertNotEquals(name, OAuthProvider.discovered(issuer, "two").build().name());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://auth.example",
                "auth.example",
                "ftp://auth.example",
                "https://",
                "https:///path",
                "https://a b",
                "https://auth.example?x=1",
                "https://auth.example?",
                "https://auth.example#x",
                "https://user@auth.example",
                "http://localhost.evil.example"
            })
    void anInvalidIssuerIsRefused(String issuer) {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> OAuthProvider.discovered(issuer, "client-1").build());

        assertEquals("the issuer must be ", String.valueOf(refused.getMessage()).substring(0, 19));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void aClientIdIsRequired(String clientId) {
        assertThrows(
                IllegalArgumentException.class,
                () -> OAuthProvider.discovered("https://auth.example", clientId).build());
    }

    /** A document stores scopes as one string; one element with several scopes would not be found again. */
    @Test
    void scopesGivenAsOneStringAreSeveral() {
        OAuthProvider provider = OAuthProvider.discovered("https://auth.example", "client-1")
                .scopes(List.of("openid  profile", " email ", ""))
                .build();

        assertEquals(List.of("openid", "profile", "email"), provider.scopes());
        assertEquals("openid profile email", provider.scope());
    }

    @Test
    void originsAreComparedAfterParsing() {
        OAuthProvider provider = OAuthProvider.explicit(ENDPOINTS, "client-1")
                .allowOrigin(URI.create("https://API.example/v1"))
                .build();

        assertEquals(Set.of(new Origin("https", "api.example", 443)), provider.allowedOrigins());
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://api.example.com", "https://user@api.example.com", "ftp://api.example.com", "/v1"})
    void anOriginWhereTokensCouldBeReadIsRefused(String origin) {
        OAuthProvider.Builder provider = OAuthProvider.explicit(ENDPOINTS, "client-1");

        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> provider.allowOrigin(URI.create(origin)));

        assertTrue(String.valueOf(refused.getMessage()).contains(origin), refused::toString);
    }

    @Test
    void renamingChangesNothingElse() {
        OAuthProvider provider = OAuthProvider.explicit(ENDPOINTS, "client-1")
                .audience("https://api.example")
                .resources(List.of("https://one.example"))
                .build();

        OAuthProvider other = provider.toBuilder().name("other").build();
        assertEquals(provider, other.toBuilder().name(provider.name()).build());
        assertEquals("other", other.name());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://auth.example/x",
                "/x",
                "https:///x",
                "ftp://auth.example/x",
                "https://user@auth.example/x",
                "https://auth.example/x#y",
                "mailto:someone@auth.example"
            })
    void anEndpointMustBeProtected(String uri) {
        URI endpoint = URI.create(uri);
        URI good = URI.create("https://auth.example/x");

        assertRefused(() -> Endpoints.of(endpoint));
        assertRefused(() -> Endpoints.of(good).withDeviceAuthorization(endpoint));
        assertRefused(() -> Endpoints.of(good).withRevocation(endpoint));
        assertRefused(() -> Endpoints.of(good).withUserinfo(endpoint));
        assertRefused(() -> Endpoints.of(good).withJwks(endpoint));
        assertRefused(() -> Endpoints.Given.of(endpoint, null, null, null));
        assertRefused(() -> Endpoints.Given.of(null, endpoint, null, null));
        assertRefused(() -> Endpoints.Given.of(null, null, endpoint, null));
        assertRefused(() -> Endpoints.Given.of(null, null, null, endpoint));
    }

    private static void assertRefused(Executable unprotected) {
        assertThrows(IllegalArgumentException.class, unprotected);
    }
}
