package dev.latchkey.bitfount;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.credential.ApiKeys;
import dev.latchkey.file.FileLayout;
import dev.latchkey.file.FileSessionStore;
import dev.latchkey.file.SharedFolder;
import dev.latchkey.loopback.FormParameters;
import dev.latchkey.model.HttpCall;
import dev.latchkey.model.Secret;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.testkit.ScriptedTransport;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of defaults, row by row. */
class DefaultsTest {
    private final Fixture fixture = new Fixture();

    private OAuthProvider provider() {
        return fixture.session().session().provider();
    }

    private HttpCall deviceCodeCall() {
        fixture.code().tokens("alice", 1).sessionWithPrompt().authenticate();
        return fixture.http.calls().get(0);
    }

    private HttpCall pollingCall() {
        deviceCodeCall();
        return fixture.http.calls().get(1);
    }

    private HttpCall refreshCall() {
        fixture.pythonFile(Fixture.DEFAULT, "alice", Duration.ZERO).tokens("alice", 2);
        fixture.session().authenticate();
        return fixture.http.calls().get(0);
    }

    @Test
    void theAuthDomainIsBitfounts() {
        assertEquals("auth.bitfount.com", provider().authDomain());
        assertEquals(Optional.of("https://auth.bitfount.com/"), provider().issuer());
    }

    @Test
    void theClientIsBitfountsPublicOneWithoutASecret() {
        assertEquals("8iCJ33Kp6hc9ofrXTzr5GLxMRHWrlzZO", provider().clientId());
        FormParameters form = ScriptedTransport.form(pollingCall());
        assertEquals("8iCJ33Kp6hc9ofrXTzr5GLxMRHWrlzZO", form.first("client_id").orElseThrow());
        assertFalse(form.names().contains("client_secret"));
    }

    @Test
    void theUsernameIsOpen() {
        assertEquals("_default", fixture.session().session().id().account());
    }

    @Test
    void theScopesAreProfileOpenidAndOfflineAccess() {
        assertEquals("profile openid offline_access", provider().scope());
    }

    @Test
    void theAudienceIsTheHubsApiInEveryEnvironment() {
        for (BitfountEnvironment environment : BitfountEnvironment.values()) {
            assertEquals(
                    Optional.of("https://hub.bitfount.com/api"),
                    environment.provider().audience());
        }
    }

    @Test
    void theDeviceAuthorizationRequestHasClientScopeAndAudience() {
        HttpCall call = deviceCodeCall();

        assertEquals("POST", call.method());
        assertEquals(URI.create("https://auth.bitfount.com/oauth/device/code"), call.uri());
        FormParameters form = ScriptedTransport.form(call);
        assertEquals(Set.of("client_id", "scope", "audience"), form.names());
        assertEquals("profile openid offline_access", form.first("scope").orElseThrow());
        assertEquals("https://hub.bitfount.com/api", form.first("audience").orElseThrow());
    }

    @Test
    void theTokenRequestHasTheDeviceCode() {
        HttpCall call = pollingCall();

        assertEquals(URI.create("https://auth.bitfount.com/oauth/token"), call.uri());
        FormParameters form = ScriptedTransport.form(call);
        assertEquals(Set.of("client_id", "grant_type", "device_code"), form.names());
        assertEquals(
                "urn:ietf:params:oauth:grant-type:device_code",
                form.first("grant_type").orElseThrow());
        assertEquals("dc-1", form.first("device_code").orElseThrow());
    }

    @Test
    void theTokenRequestHasTheRefreshToken() {
        HttpCall call = refreshCall();

        assertEquals(URI.create("https://auth.bitfount.com/oauth/token"), call.uri());
        FormParameters form = ScriptedTransport.form(call);
        assertEquals(Set.of("client_id", "grant_type", "refresh_token"), form.names());
        assertEquals("refresh_token", form.first("grant_type").orElseThrow());
        assertEquals("rt-1", form.first("refresh_token").orElseThrow());
    }

    @Test
    void theUsernameIsInBitfountsOwnClaim() {
        assertEquals(List.of("https://www.bitfount.com/username"), provider().usernameClaims());
    }

    @Test
    void theTokensAreInTheUsersFolderUnderBitfount(@TempDir Path home) {
        Path bitfount = home.resolve(".bitfount");
        FileSessionStore store = new FileSessionStore(
                FileLayout.shared(new SharedFolder("bitfount", bitfount, ".token"), home.resolve("sessions")));
        fixture.code().tokens("alice", 1);

        BitfountSession session = BitfountSession.builder(fixture.adapters(store))
                .prompt(fixture.prompt)
                .build();
        session.authenticate();

        assertTrue(Files.isRegularFile(bitfount.resolve("_default").resolve(".token")));
        assertTrue(session.tokenFile().endsWith("_default/.token"), session::tokenFile);
    }

    @Test
    void aTokenThatExpiresWithinTenMinutesCountsAsExpired() {
        fixture.pythonFile(Fixture.DEFAULT, "alice", Duration.ofMinutes(10));
        BitfountSession session = fixture.session();
        Duration untilMargin = Duration.ofMillis(123);

        assertFalse(session.expired(), "the file says 123 ms more than ten minutes");
        fixture.time.advance(untilMargin);
        assertTrue(session.expired());
    }

    @Test
    void theApiKeysAreInTwoVariables() {
        Map<String, String> variables = Map.of("BITFOUNT_API_KEY_ID", "id", "BITFOUNT_API_KEY", "key");

        BitfountSession session = fixture.builder()
                .environmentVariables(variables)
                .username("alice")
                .build();

        assertEquals(
                new ApiKeys(Secret.of("id"), Secret.of("key")),
                session.apiKeys().orElseThrow());
    }

    @Test
    void theEnvironmentIsInAVariableAndDefaultsToProduction() {
        assertEquals(BitfountEnvironment.PRODUCTION, BitfountEnvironment.fromEnvironment(Map.of()));
        assertEquals(
                BitfountEnvironment.PRODUCTION,
                BitfountEnvironment.fromEnvironment(Map.of("BITFOUNT_ENVIRONMENT", "")));
        for (String name : List.of("production", "staging", "sandbox", "dev")) {
            assertEquals(
                    name,
                    BitfountEnvironment.fromEnvironment(Map.of("BITFOUNT_ENVIRONMENT", name))
                            .label());
        }
    }
}
