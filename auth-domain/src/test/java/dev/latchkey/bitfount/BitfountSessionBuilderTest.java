package dev.latchkey.bitfount;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.credential.ApiKeysCredential.Part;
import dev.latchkey.credential.ExternalToken;
import dev.latchkey.model.Origin;
import dev.latchkey.model.Secret;
import dev.latchkey.oauth.OAuthProvider;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The constructor: its parameters, its defaults, and what it refuses. */
class BitfountSessionBuilderTest {
    private static final URI SERVER = URI.create("https://both.example");

    private final Fixture fixture = new Fixture();

    private static BitfountInstallation installation(URI hub, URI accessManager) {
        return BitfountInstallation.at("auth.example.com", "client", hub, accessManager);
    }

    @Test
    void everythingHasADefaultAndNothingIsReadOrRequested() {
        BitfountSession session = fixture.session();

        OAuthProvider provider = session.session().provider();
        assertEquals(BitfountEnvironment.PRODUCTION.provider(), provider);
        assertEquals("_default", session.session().id().account());
        assertEquals(List.of(), fixture.store.operations());
        assertEquals(List.of(), fixture.http.calls());
    }

    @Test
    void authDomainClientUsernameScopesAndAudienceCanBeChosen() {
        BitfountSession session = fixture.builder()
                .authDomain("auth.example.com:8443")
                .clientId("my-client")
                .username("alice")
                .scopes(List.of("openid"))
                .audience("https://api.example")
                .build();

        OAuthProvider provider = session.session().provider();
        assertEquals("auth.example.com:8443", provider.authDomain());
        assertEquals("my-client", provider.clientId());
        assertEquals("openid", provider.scope());
        assertEquals(Optional.of("https://api.example"), provider.audience());
        assertEquals("alice", session.session().id().account());
    }

    @Test
    void apiKeysWithoutAUsernameAreRefused() {
        BitfountSessionBuilder builder = fixture.builder().apiKeys(Fixture.API_KEYS);

        assertThrows(IllegalArgumentException.class, builder::build);
        assertThrows(IllegalArgumentException.class, builder.username("_default")::build);
        assertTrue(builder.username("alice").build().authenticated());
    }

    @Test
    void anExternallyManagedTokenWithoutAUsernameIsRefused() {
        ExternalToken token = new ExternalToken(Secret.of("jwt"), Instant.MAX);
        BitfountSessionBuilder builder = fixture.builder().externallyManagedToken(token, () -> token);

        assertThrows(IllegalArgumentException.class, builder::build);
        assertTrue(builder.username("alice").build().authenticated());
    }

    @Test
    void twoKindsOfCredentialsAreRefused() {
        ExternalToken token = new ExternalToken(Secret.of("jwt"), Instant.MAX);
        BitfountSessionBuilder builder = fixture.builder()
                .username("alice")
                .apiKeys(Fixture.API_KEYS)
                .externallyManagedToken(token, () -> token);

        assertThrows(IllegalArgumentException.class, builder::build);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BITFOUNT_API_KEY_ID", "BITFOUNT_API_KEY"})
    void halfAPairOfApiKeysIsRefusedAndTheMissingOneNamed(String set) {
        String missing = set.endsWith("ID") ? "BITFOUNT_API_KEY" : "BITFOUNT_API_KEY_ID";

        for (Map<String, String> variables : List.of(Map.of(set, "s3cret"), Map.of(set, "s3cret", missing, ""))) {
            IllegalArgumentException refused = assertThrows(
                    IllegalArgumentException.class, () -> fixture.builder().environmentVariables(variables));
            String message = String.valueOf(refused.getMessage());
            assertTrue(message.contains(set + " is set but " + missing + " is not"), message);
            assertFalse(message.contains("s3cret"));
        }
    }

    @Test
    void unsetVariablesChangeNothing() {
        BitfountSession session = fixture.builder()
                .environment(BitfountEnvironment.STAGING)
                .username("alice")
                .apiKeys(Fixture.API_KEYS)
                .environmentVariables(Map.of("BITFOUNT_ENVIRONMENT", ""))
                .build();

        assertEquals(
                BitfountEnvironment.STAGING.clientId(),
                session.session().provider().clientId());
        assertEquals(Fixture.API_KEYS, session.apiKeys().orElseThrow());
    }

    @Test
    void theEnvironmentIsReadFromItsVariable() {
        BitfountSession session = fixture.builder()
                .environmentVariables(Map.of("BITFOUNT_ENVIRONMENT", "sandbox"))
                .build();

        assertEquals("auth.sandbox.bitfount.com", session.session().provider().authDomain());
    }

    @Test
    void aCustomInstallationReplacesTheEnvironment() {
        BitfountInstallation own =
                installation(URI.create("https://hub.example"), URI.create("https://am.example:8443"));

        BitfountSession session = fixture.builder().installation(own).build();

        assertEquals("auth.example.com", session.session().provider().authDomain());
        assertEquals(own.apiKeyOrigins().keySet(), session.session().provider().allowedOrigins());
    }

    @Test
    void anInstallationTogetherWithASinglePartIsRefused() {
        BitfountInstallation own = installation(SERVER, SERVER);

        assertThrows(
                IllegalArgumentException.class,
                fixture.builder().installation(own).clientId("other")::build);
        assertThrows(
                IllegalArgumentException.class,
                fixture.builder().installation(own).authDomain("auth.other.example")::build);
    }

    @Test
    void ifHubAndAccessManagerShareAnOriginItGetsTheLesserPartOfTheKeys() {
        BitfountInstallation both = installation(SERVER.resolve("/hub"), SERVER.resolve("/am"));

        assertEquals(Map.of(Origin.of(SERVER), Part.BEFORE_COLON), both.apiKeyOrigins());
    }

    @ParameterizedTest
    @ValueSource(strings = {"hub.example", "ftp://hub.example", "https:///hub", "mailto:hub@hub.example"})
    void anInvalidHubOrAccessManagerIsRefusedByName(String url) {
        URI uri = URI.create(url);

        IllegalArgumentException hub = assertThrows(IllegalArgumentException.class, () -> installation(uri, SERVER));
        IllegalArgumentException accessManager =
                assertThrows(IllegalArgumentException.class, () -> installation(SERVER, uri));
        assertTrue(String.valueOf(hub.getMessage()).startsWith("hub must be"));
        assertTrue(String.valueOf(accessManager.getMessage()).startsWith("accessManager must be"));
    }
}
