package dev.latchkey.model;

import java.util.Objects;

/**
 * A header field. Its value always counts as a secret: code that shows headers must list the harmless ones, because a list of dangerous
 * ones is never complete.
 *
 * @param name the field's name, a token as in RFC 9110 §5.6.2
 * @param value the field's value, without line breaks
 */
public record HttpHeader(String name, Secret value) {
    private static final String TOKEN_PUNCTUATION = "!#$%&'*+-.^_`|~";

    public HttpHeader {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
        if (!isToken(name)) {
            throw new IllegalArgumentException("name must be an HTTP token");
        }
        if (value.reveal().chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0)) {
            throw new IllegalArgumentException("value of " + name + " must not contain line breaks or NUL");
        }
    }

    /** Creates a header from a plain string. */
    public static HttpHeader of(String name, String value) {
        return new HttpHeader(name, Secret.of(value));
    }

    /** Whether the header has this name, ignoring case (RFC 9110 §5.1). */
    public boolean isNamed(String other) {
        return name.equalsIgnoreCase(other);
    }

    /** Whether a text is a token as in RFC 9110 §5.6.2, as names and methods must be. */
    static boolean isToken(String text) {
        return !text.isEmpty() && text.chars().allMatch(HttpHeader::isTokenCharacter);
    }

    private static boolean isTokenCharacter(int c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || TOKEN_PUNCTUATION.indexOf(c) >= 0;
    }
}
