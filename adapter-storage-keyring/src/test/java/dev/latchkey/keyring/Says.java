package dev.latchkey.keyring;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** Asserts what a person is told. */
final class Says {
    private Says() {}

    static void assertSays(String part, Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        assertTrue(message.contains(part), () -> "\"" + part + "\" is not in: " + message);
    }
}
