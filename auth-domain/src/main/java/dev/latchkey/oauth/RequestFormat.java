package dev.latchkey.oauth;

import java.util.Locale;

/** The format of a request's parameters. */
public enum RequestFormat {
    /** {@code application/x-www-form-urlencoded}, as in RFC 6749 Appendix B. */
    FORM,
    /** {@code application/json}, with the parameters as members of one object. */
    JSON;

    /**
     * The constant with this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static RequestFormat named(String name) {
        for (RequestFormat one : values()) {
            if (one.toString().equals(name)) {
                return one;
            }
        }
        throw new IllegalArgumentException("request_format is form or json");
    }

    /** As written in files. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
