package dev.latchkey.oauth;

import java.util.Locale;

/** Whether a device login proves that it requested the code (RFC 7636). */
public enum Pkce {
    /** With S256; if the server refuses the device request because of it, again without it. */
    AUTO("auto"),
    /** With S256 only. */
    S256("S256"),
    /** Without PKCE. */
    OFF("off");

    private final String label;

    Pkce(String label) {
        this.label = label;
    }

    /**
     * The constant with this name, ignoring case.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Pkce named(String name) {
        for (Pkce one : values()) {
            if (one.label.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
                return one;
            }
        }
        throw new IllegalArgumentException("pkce is auto, S256 or off");
    }

    /** As written in files. */
    @Override
    public String toString() {
        return label;
    }
}
