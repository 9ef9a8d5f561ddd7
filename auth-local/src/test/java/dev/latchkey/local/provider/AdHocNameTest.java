package dev.latchkey.local.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.local.internal.AdHocProvider;
import dev.latchkey.local.provider.ProviderConfig.EndpointUrls;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AdHocNameTest {
    @Test
    void theNameIsStableAcrossVersions() {
        // Sessions of earlier versions are found by these names, so they must never change.
        String name = name("https://as.example.com", "me");
        assertEquals("https://as.example.com#me", name);
        assertEquals("7089d3d00d98", AdHocProvider.formerName(name).orElseThrow());
    }

    @Test
    void theNameDependsOnlyOnServerAndClient() {
        String name = name("https://as.example.com", "me");

        assertEquals(name, adHocName(config("https://as.example.com", null, "me", List.of("x"), "y")));
        assertNotEquals(name, name("https://as.example.com", "you"));
        assertNotEquals(name, name("https://as.example.com/tenant", "me"));
        assertNotEquals(name, adHocName(config(null, "https://as.example.com/token", "me", List.of(), null)));
    }

    @Test
    void noConfiguredProviderCanHaveSuchAName() {
        String name = name("https://as.example.com", "me");

        assertFalse(ProviderFiles.isValid(name));
        assertTrue(AdHocProvider.isOne(name));
    }

    private static String name(String issuer, String clientId) {
        return adHocName(config(issuer, null, clientId, List.of(), null));
    }

    private static ProviderConfig config(
            @Nullable String issuer,
            @Nullable String tokenEndpoint,
            String clientId,
            List<String> scopes,
            @Nullable String audience) {
        return ProviderConfig.builder(clientId)
                .issuer(issuer)
                .endpoints(EndpointUrls.of(tokenEndpoint, null, null, null, null))
                .scopes(scopes)
                .audience(audience)
                .build();
    }

    static String adHocName(ProviderConfig config) {
        return ProviderSelection.checked(null, config).name();
    }
}
