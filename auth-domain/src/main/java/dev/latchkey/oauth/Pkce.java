package dev.latchkey.oauth;

import java.util.Locale;

/** Whether a device login proves that it is the one that asked for the code (RFC 7636). */
public enum Pkce {
    /** With S256; once again without it where the server refuses the device request because of it. */
    AUTO("auto"),
    /** With S256, or not at all. */
    S256("S256"),
    /** Without it. */
    OFF("off");

    private final String label;

    Pkce(String label) {
        this.label = label;
    }

    /**
     * The one of that name, in whatever case.
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
