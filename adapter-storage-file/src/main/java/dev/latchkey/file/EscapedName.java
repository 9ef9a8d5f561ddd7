package dev.latchkey.file;

import java.util.Optional;

/** A name as folders carry it: small ASCII letters, digits and {@code _-@+.%}, so that it can be typed whatever it stands for. */
public final class EscapedName {
    private EscapedName() {}

    /** The whole name, however long; what is not harmless becomes {@code %xx} or {@code %uxxxx}. */
    public static String of(String name) {
        return NameCodec.escapeInFull(name);
    }

    /** The name that was escaped; empty for a text that is no such thing. */
    public static Optional<String> read(String escaped) {
        return NameCodec.unescape(escaped);
    }
}
