package dev.latchkey.oauth;

import java.util.Locale;

/** How a server wants the parameters of a request. */
public enum RequestFormat {
    /** {@code application/x-www-form-urlencoded}, as RFC 6749 Appendix B has it. */
    FORM,
    /** {@code application/json}, the parameters as members of one object. */
    JSON;

    /**
     * The one of that name.
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
