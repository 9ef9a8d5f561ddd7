package dev.latchkey.local.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.file.LatchkeyFolders;
import dev.latchkey.local.preset.PresetChoice;
import dev.latchkey.local.preset.ServerPreset;
import dev.latchkey.local.preset.ServerPresets;
import dev.latchkey.local.provider.ProviderConfig.EndpointUrls;
import dev.latchkey.local.provider.ProviderFiles.Existing;
import dev.latchkey.moshi.MoshiJson;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PresetConfigsTest {
    private static final PresetConfigs PRESETS = new PresetConfigs(new MoshiJson());
    private static final ProviderConfig CLIENT =
            ProviderConfig.builder("my-client").build();

    private static PresetChoice choice(String name, @Nullable String host, @Nullable String tenant) {
        return PresetChoice.of(name, host, tenant);
    }

    private static PresetChoice whole(String name) {
        Map<String, Object> shown = PRESETS.named(name).shown();
        return choice(
                name,
                shown.containsKey("host") ? "id.example.com:8443" : null,
                shown.containsKey("tenant") ? "work" : null);
    }

    private static String refusal(PresetChoice choice, ProviderConfig given) {
        return String.valueOf(assertThrows(ConfigurationException.class, () -> PRESETS.config(choice, given))
                .getMessage());
    }

    static Stream<String> names() {
        return ServerPresets.NAMES.stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void aPresetMakesAValidProviderWithoutAClient(String name) {
        ServerPreset preset = PRESETS.named(name);
        ProviderConfig config = PRESETS.config(whole(name), CLIENT);

        ProviderSelection.checked("work", config);

        assertEquals("my-client", config.clientId());
        assertTrue(Map.of("client_id", 1, "client_secret_file", 1, "store", 1, "ca_file", 1).keySet().stream()
                .noneMatch(preset.shown()::containsKey));
        assertTrue(preset.client().matches("[A-Z].*: https://\\S+"), preset::client);
        assertTrue(ProviderJson.write(config).values().stream()
                .noneMatch(value -> value.toString().matches(".*\\{(host|tenant)}.*")));
    }

    @ParameterizedTest
    @MethodSource("names")
    void aProviderAddedFromAPresetIsWrittenInFull(String name, @TempDir Path home) {
        ProviderFiles files = new ProviderFiles(new LatchkeyFolders(home), new MoshiJson());
        ProviderConfig config = PRESETS.config(whole(name), CLIENT);

        files.add("work", config, Existing.KEEP);

        assertEquals(config, files.find("work").orElseThrow());
    }

    @Test
    void gitHubComAndEnterpriseServersHaveDifferentApiUrls() {
        ProviderConfig com = PRESETS.config(choice("github", null, null), CLIENT);
        ProviderConfig enterprise = PRESETS.config(choice("github", "Git.Example.com", null), CLIENT);

        assertEquals(Optional.of("https://api.github.com/user"), com.endpoints().userinfo());
        assertEquals(List.of("https://api.github.com"), com.apiOrigins());
        assertEquals(
                Optional.of("https://git.example.com/login/oauth/access_token"),
                enterprise.endpoints().token());
        assertEquals(
                Optional.of("https://git.example.com/api/v3/user"),
                enterprise.endpoints().userinfo());
        assertEquals(List.of("https://git.example.com"), enterprise.apiOrigins());
        assertEquals(Optional.empty(), enterprise.endpoints().revocation());
        assertTrue(enterprise.dialect().revocationBody().isEmpty());
        assertEquals(com, PRESETS.config(choice("github", "github.com", null), CLIENT));
    }

    @Test
    void userSettingsTakePrecedenceAndApiOriginsAreAdded() {
        ProviderConfig given = ProviderConfig.builder("my-client")
                .issuer("https://example.okta.com/oauth2/default")
                .endpoints(EndpointUrls.of(null, null, "https://example.okta.com/revoke", null, null))
                .scopes(List.of("openid"))
                .apiOrigins(List.of("https://api.example.com"))
                .build();

        ProviderConfig config = PRESETS.config(choice("okta", "example.okta.com", null), given);

        assertEquals(Optional.of("https://example.okta.com/oauth2/default"), config.issuer());
        assertEquals(
                Optional.of("https://example.okta.com/revoke"),
                config.endpoints().revocation());
        assertEquals(List.of("openid"), config.scopes());
        assertEquals(List.of("https://example.okta.com", "https://api.example.com"), config.apiOrigins());
    }

    @Test
    void anExplicitIssuerNeedsNoHost() {
        ProviderConfig given = ProviderConfig.builder("my-client")
                .issuer("https://id.example.com/auth/realms/{host}")
                .build();

        ProviderConfig config = PRESETS.config(choice("keycloak", null, null), given);

        assertEquals(
                Optional.of("https://id.example.com/auth/realms/{host}"),
                config.issuer(),
                "what was typed stays as it is");
    }

    @Test
    void theConsumersTenantIsReplacedByItsId() {
        assertEquals(
                Optional.of("https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0"),
                PRESETS.config(choice("entra", null, "consumers"), CLIENT).issuer());
        assertEquals(
                Optional.of("https://login.microsoftonline.com/organizations/v2.0"),
                PRESETS.config(choice("entra", null, null), CLIENT).issuer());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "okta||| The preset okta needs a host: your Okta domain, as in example.okta.com.",
                "keycloak|id.example.com|| The preset keycloak needs a tenant: the realm.",
                "google|id.example.com|| The preset google takes no host. Leave it out.",
                "github||work| The preset github takes no tenant. Leave it out.",
                "git-hub|||Unknown preset \"git-hub\". Presets: amazon",
                "gitlab|https://Git.example.com/x||The host \"https://Git.example.com/x\" is not a host name. Give only git.example.com.",
                "gitlab|git example||The host \"git example\" is not a host name. Give it as in id.example.com.",
                "keycloak|id.example.com|a/b|The tenant \"a/b\" is not a tenant's name.",
            })
    void aMissingOrUnusedVariableIsReportedByName(
            String name, @Nullable String host, @Nullable String tenant, String message) {
        String refusal = refusal(choice(name, host, tenant), CLIENT);

        assertTrue(refusal.startsWith(message), refusal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "a..b",
                "-a.example",
                "a_b.example",
                "user@id.example.com",
                "id.example.com:",
                "id.example.com:0",
                "id.example.com:65536",
                "id.example.com:8a",
                "id.example.com/",
                "id.example.com?x",
                "id.example.com#x",
                "[::1]",
                "id.example.com\n",
                "xn--\u00e4.example",
                "{host}",
                "id.example.com\\@evil.example",
                "a.b.c."
            })
    void refusesAnInvalidHost(String host) {
        assertTrue(refusal(choice("gitlab", host, null), CLIENT).contains("is not a host name"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost:3000",
                "127.0.0.1:8443",
                "a.b-c.example",
                "id.example.com:65535",
                "xn--bcher-kva.example"
            })
    void acceptsAValidHost(String host) {
        assertEquals(
                Optional.of("https://" + host),
                PRESETS.config(choice("gitlab", host, null), CLIENT).issuer());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../x", "a/b", "a b", "a?b", "a#b", "a%2fb", "{tenantid}", "a\n", "\u00e4"})
    void refusesAnInvalidTenant(String tenant) {
        assertTrue(refusal(choice("keycloak", "id.example.com", tenant), CLIENT).contains("is not a tenant's name"));
    }

    @Test
    void twoServersWithTheSameIssuerHaveDifferentNames() {
        String one = AdHocNameTest.adHocName(PRESETS.config(choice("fusionauth", "a.example.com", null), CLIENT));
        String other = AdHocNameTest.adHocName(PRESETS.config(choice("fusionauth", "b.example.com", null), CLIENT));

        assertEquals("https://a.example.com/.well-known/openid-configuration#my-client", one);
        assertEquals("https://b.example.com/.well-known/openid-configuration#my-client", other);
        assertEquals(
                "https://github.com/login/oauth/access_token#my-client",
                AdHocNameTest.adHocName(PRESETS.config(choice("github", null, null), CLIENT)));
    }
}
