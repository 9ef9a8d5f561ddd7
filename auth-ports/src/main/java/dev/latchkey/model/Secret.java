package dev.latchkey.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;

/**
 * Text that must not be seen: a token, a device code, a key, a client secret, a document that holds them.
 *
 * <p>It cannot be printed or serialised by accident, and comparing two takes the same time wherever they differ. The
 * text comes out only through {@link #reveal()}, which is called at the last moment and is easy to search for.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Secret {
    private final String text;

    private Secret(String text) {
        this.text = Objects.requireNonNull(text, "text");
    }

    /** Wraps the text, which may be empty. */
    public static Secret of(String text) {
        return new Secret(text);
    }

    /** The text itself. Never log it, put it into an exception or keep it in a field. */
    public String reveal() {
        return text;
    }

    /** Whether there is no text at all. */
    public boolean isEmpty() {
        return text.isEmpty();
    }

    /** Compares in a time that does not depend on where the two differ. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that
                && MessageDigest.isEqual(
                        text.getBytes(StandardCharsets.UTF_8), that.text.getBytes(StandardCharsets.UTF_8));
    }

    /** The hash of the text; it stays within the process and is not printed by {@link #toString()}. */
    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Always the same word, whatever the secret. */
    @Override
    public String toString() {
        return "Secret[redacted]";
    }
}
