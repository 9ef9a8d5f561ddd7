package dev.latchkey.bitfount;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.credential.ApiKeysCredential.Part;
import dev.latchkey.error.AuthEnvironmentException;
import dev.latchkey.model.Origin;
import dev.latchkey.oauth.Endpoints;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of environments, and values that do not match it. */
class BitfountEnvironmentTest {
    private static final String TABLE = """
            production, auth.bitfount.com, 8iCJ33Kp6hc9ofrXTzr5GLxMRHWrlzZO, \
            https://hub.bitfount.com, https://am.hub.bitfount.com
            staging, auth.staging.bitfount.com, Wk4XZHDKfY8F3OYcKdagIHETt6JYwX08, \
            https://hub.staging.bitfount.com, https://am.hub.staging.bitfount.com
            sandbox, auth.sandbox.bitfount.com, nPU5aIZIOYqqYhUNX84j9OjKpUOnqfRB, \
            https://hub.sandbox.bitfount.com, https://am.hub.sandbox.bitfount.com
            dev, auth.sandbox.bitfount.com, nPU5aIZIOYqqYhUNX84j9OjKpUOnqfRB, \
            http://localhost:3000, http://localhost:3001
            """;

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = TABLE)
    void eachEnvironmentHasItsServerClientHubAndAccessManager(
            String name, String authDomain, String clientId, URI hub, URI accessManager) {
        BitfountEnvironment environment = BitfountEnvironment.named(name);

        assertEquals(name, environment.label());
        assertEquals(authDomain, environment.authDomain());
        assertEquals(clientId, environment.clientId());
        assertEquals(hub, environment.hub());
        assertEquals(accessManager, environment.accessManager());
        assertEquals(authDomain, environment.provider().authDomain());
        assertEquals(clientId, environment.provider().clientId());
        Endpoints endpoints = environment.installation().endpoints();
        assertEquals(URI.create("https://" + authDomain + "/oauth/token"), endpoints.token());
        assertEquals(
                Optional.of(URI.create("https://" + authDomain + "/oauth/device/code")),
                endpoints.deviceAuthorization());
        assertEquals(
                Map.of(Origin.of(hub), Part.BEFORE_COLON, Origin.of(accessManager), Part.WHOLE),
                environment.apiKeyOrigins());
        assertEquals(
                environment.apiKeyOrigins().keySet(), environment.provider().allowedOrigins());
    }

    @Test
    void thereAreNoOtherEnvironments() {
        assertEquals(
                List.of("production", "staging", "sandbox", "dev"),
                List.of(BitfountEnvironment.values()).stream()
                        .map(BitfountEnvironment::label)
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"prod", "Production", " production", "production ", "\u001b[31m", " "})
    void anUnknownNameIsRefusedAndTheKnownOnesListed(String name) {
        AuthEnvironmentException refused = assertThrows(
                AuthEnvironmentException.class,
                () -> BitfountEnvironment.fromEnvironment(Map.of("BITFOUNT_ENVIRONMENT", name)));

        String message = String.valueOf(refused.getMessage());
        assertTrue(message.contains("production, staging, sandbox, dev"), message);
        assertTrue(message.contains("BITFOUNT_ENVIRONMENT"), message);
        assertTrue(message.chars().noneMatch(Character::isISOControl), message);
    }

    @ParameterizedTest
    @CsvSource({
        "production, auth.staging.bitfount.com, 8iCJ33Kp6hc9ofrXTzr5GLxMRHWrlzZO, staging",
        "production, AUTH.Staging.bitfount.com, 8iCJ33Kp6hc9ofrXTzr5GLxMRHWrlzZO, staging",
        "production, auth.bitfount.com, nPU5aIZIOYqqYhUNX84j9OjKpUOnqfRB, sandbox",
        "staging, auth.bitfount.com, Wk4XZHDKfY8F3OYcKdagIHETt6JYwX08, production",
        "dev, auth.staging.bitfount.com, nPU5aIZIOYqqYhUNX84j9OjKpUOnqfRB, staging"
    })
    void theServerOrClientOfAnotherEnvironmentIsRefused(
            String environment, String authDomain, String clientId, String whose) {
        BitfountSessionBuilder builder = new Fixture()
                .builder()
                .environment(BitfountEnvironment.named(environment))
                .authDomain(authDomain)
                .clientId(clientId);

        AuthEnvironmentException refused = assertThrows(AuthEnvironmentException.class, builder::build);
        assertTrue(String.valueOf(refused.getMessage()).contains("Set BITFOUNT_ENVIRONMENT to " + whose));
    }

    @Test
    void aServerAndClientOfNoEnvironmentAreAccepted() {
        BitfountSession session = new Fixture()
                .builder()
                .authDomain("auth.example.com")
                .clientId("my-client")
                .build();

        assertEquals("auth.example.com", session.session().provider().authDomain());
        assertEquals("my-client", session.session().provider().clientId());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "https://auth.bitfount.com",
                "auth.bitfount.com/x",
                "auth.bitfount.com?x",
                "auth.bitfount.com#x",
                "someone@auth.example.com",
                "auth example.com",
                "auth.example.com:port"
            })
    void anInvalidAuthDomainIsRefused(String authDomain) {
        BitfountSessionBuilder builder = new Fixture().builder().authDomain(authDomain);

        assertThrows(AuthEnvironmentException.class, builder::build);
    }

    @Test
    void devSharesTheSandboxsServerAndClient() {
        BitfountSession session = new Fixture()
                .builder()
                .environment(BitfountEnvironment.DEV)
                .authDomain("auth.sandbox.bitfount.com")
                .clientId("nPU5aIZIOYqqYhUNX84j9OjKpUOnqfRB")
                .build();

        assertEquals("auth.sandbox.bitfount.com", session.session().provider().authDomain());
    }
}
