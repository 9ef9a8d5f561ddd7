package dev.latchkey.oauth;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.model.Secret;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTokensTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", " ", "~", "a b", "eyJ.eyJ.x-_", "\"quoted\\"})
    void visibleAsciiAndSpacesAreAllowed(String token) {
        assertTrue(AccessTokens.isWellFormed(Secret.of(token)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a\nX-Injected: yes",
                "a\r",
                "a\0",
                "\ta",
                "a\u001b[31m",
                "a\u007f",
                "a\u0080",
                "\u00e4",
                "a\u2028",
                "a\u202e"
            })
    void otherCharactersAreNot(String token) {
        assertFalse(AccessTokens.isWellFormed(Secret.of(token)));
    }
}
