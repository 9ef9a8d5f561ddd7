package dev.latchkey.file;

import java.util.Optional;

/** A name as it is used for folders: lower-case ASCII letters, digits and {@code _-@+.%}, so that any name can be typed. */
public final class EscapedName {
    private EscapedName() {}

    /** Escapes the whole name, however long: every other character becomes {@code %xx} or {@code %uxxxx}. */
    public static String of(String name) {
        return NameCodec.ESCAPED.escape(name);
    }

    /** The name to use for a folder or file. A name that is too long is shortened to its beginning and a hash. */
    public static String ofFolder(String name) {
        return NameCodec.ESCAPED.encode(name);
    }

    /** Decodes an escaped name; empty if the text is not one. */
    public static Optional<String> read(String escaped) {
        return NameCodec.unescape(escaped);
    }
}
