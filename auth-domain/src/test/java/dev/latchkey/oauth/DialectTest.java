package dev.latchkey.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DialectTest {
    @Test
    void theStandardHasNoDeviations() {
        assertEquals(Dialect.STANDARD, Dialect.builder().build());
        assertEquals("urn:ietf:params:oauth:grant-type:device_code", Dialect.STANDARD.deviceGrantType());
        assertEquals(Dialect.Pkce.AUTO, Dialect.STANDARD.pkce());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"client_id", "client_secret", "device_code", "refresh_token", "grant_type", "code_verifier"})
    void securityParametersCannotBeSet(String parameter) {
        Map<String, String> parameters = Map.of(parameter, "x");

        assertSays(parameter, Dialect.builder().deviceParameters(parameters));
        assertSays(parameter, Dialect.builder().pollParameters(parameters));
        assertSays(parameter, Dialect.builder().refreshParameters(parameters));
    }

    static Stream<Arguments> unfit() {
        return Stream.of(
                Arguments.of("metadata URL", Dialect.builder().metadataUrl(URI.create("http://h.example/m"))),
                Arguments.of("poll endpoint", Dialect.builder().pollEndpoint(URI.create("http://h.example/p"))),
                Arguments.of("grant type", Dialect.builder().deviceGrantType(" ")),
                Arguments.of("x has a value", Dialect.builder().deviceParameters(Map.of("x", "{user_code}"))),
                Arguments.of("x has a value", Dialect.builder().pollParameters(Map.of("x", "{access_token}"))),
                Arguments.of("x has a value", Dialect.builder().refreshParameters(Map.of("x", "{user_code}"))),
                Arguments.of("400 to 499", Dialect.builder().pollErrors(Map.of(503, "slow_down"))),
                Arguments.of("400 to 499", Dialect.builder().pollErrors(Map.of(500, "slow_down"))),
                Arguments.of("400 to 499", Dialect.builder().pollErrors(Map.of(399, "slow_down"))),
                Arguments.of("access_denied", Dialect.builder().pollErrors(Map.of(418, "teapot"))),
                Arguments.of("{token}", Dialect.builder().revocationBody(Map.of("a", List.of("token")))),
                Arguments.of("expires_in", Dialect.builder().tokenLife(Duration.ZERO)),
                Arguments.of("expires_in", Dialect.builder().tokenLife(Duration.ofSeconds(-1))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void unfit(String says, Dialect.Builder dialect) {
        assertSays(says, dialect);
    }

    @Test
    void theStatusOfAPollErrorMayBeAnyFrom400To499() {
        Map<Integer, String> errors = Map.of(400, "slow_down", 499, "access_denied");

        assertEquals(errors, Dialect.builder().pollErrors(errors).build().pollErrors());
    }

    @Test
    void aValueInBracesThatIsNoPlaceholderIsKept() {
        String claims = "{\"userinfo\":{}}";

        assertEquals(
                Map.of("claims", claims),
                Dialect.builder()
                        .deviceParameters(Map.of("claims", claims))
                        .build()
                        .deviceParameters());
    }

    private static void assertSays(String what, Dialect.Builder dialect) {
        String message = String.valueOf(
                assertThrows(IllegalArgumentException.class, dialect::build).getMessage());
        assertTrue(message.contains(what), message);
    }
}
