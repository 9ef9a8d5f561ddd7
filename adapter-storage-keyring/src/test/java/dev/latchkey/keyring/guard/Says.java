package dev.latchkey.keyring.guard;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** Asserts the text of messages. */
public final class Says {
    private Says() {}

    public static void assertSays(String part, Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        assertTrue(message.contains(part), () -> "\"" + part + "\" is not in: " + message);
    }
}
