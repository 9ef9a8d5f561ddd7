package dev.latchkey.model;

import java.util.Objects;

/**
 * One header field. Its value counts as a secret, always: whoever shows one names the headers that are harmless, since a
 * list of the dangerous ones is never complete.
 *
 * @param name the field's name, a token of RFC 9110 §5.6.2
 * @param value the field's value, without line breaks
 */
public record HttpHeader(String name, Secret value) {
    private static final String TOKEN_PUNCTUATION = "!#$%&'*+-.^_`|~";

    public HttpHeader {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
        if (name.isEmpty() || !name.chars().allMatch(HttpHeader::isTokenCharacter)) {
            throw new IllegalArgumentException("name must be an HTTP token");
        }
        if (value.reveal().chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0)) {
            throw new IllegalArgumentException("value of " + name + " must not contain line breaks or NUL");
        }
    }

    /** A header whose value is not known to be a secret. */
    public static HttpHeader of(String name, String value) {
        return new HttpHeader(name, Secret.of(value));
    }

    /** Whether this is the header of that name; case does not count (RFC 9110 §5.1). */
    public boolean isNamed(String other) {
        return name.equalsIgnoreCase(other);
    }

    private static boolean isTokenCharacter(int c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || TOKEN_PUNCTUATION.indexOf(c) >= 0;
    }
}
