package dev.latchkey.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;

/**
 * Text that must not be disclosed: a token, a device code, a key, a client secret, or a document that contains them.
 *
 * <p>It cannot be printed or serialized by accident, and comparing two takes the same time wherever they differ. The text is available only
 * through {@link #reveal()}, which is called as late as possible and is easy to search for.
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

    /** The text. Do not log it, put it into an exception or keep it in a field. */
    public String reveal() {
        return text;
    }

    /** Whether the text is empty. */
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

    /** The hash of the text. It does not leave the process, and {@link #toString()} does not print it. */
    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Always the same text, whatever the secret. */
    @Override
    public String toString() {
        return "Secret[redacted]";
    }
}
