package dev.latchkey.file;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Converts any name to a folder name and back. A safe name stays as it is. In any other name, each unsafe UTF-16 unit becomes {@code %xx}
 * or {@code %uxxxx}, so every Java string has a folder of its own, even one that is not valid Unicode. A name that would get too long
 * becomes its beginning, {@code %~} and its SHA-256, and {@link SessionFolder} stores it in full.
 */
enum NameCodec {
    /**
     * ASCII without capitals, so two names never collide, however the file system treats case and accents and whatever the process's locale
     * is. Short enough for encrypted folders (eCryptfs: 143 bytes).
     */
    ESCAPED(140) {
        @Override
        boolean keeps(int index, int codePoint) {
            boolean plain = (codePoint >= 'a' && codePoint <= 'z')
                    || (codePoint >= '0' && codePoint <= '9')
                    || "_-@+.".indexOf(codePoint) >= 0;
            // Names with a leading dot are reserved: ".name" and the like never collide with a session's folder.
            return plain && !(index == 0 && codePoint == '.');
        }

        @Override
        boolean isReserved(String name) {
            return name.equals(CurrentAccounts.FILE_NAME) || super.isReserved(name);
        }
    },

    /**
     * The name as given, if every system accepts it: another program derives the same path from the same name. Two names that differ only
     * in case do collide on a file system that ignores case, so callers must check whose document it is.
     */
    AS_GIVEN(255) {
        @Override
        boolean keeps(int index, int codePoint) {
            // U+FFFD stands for bytes that the process's locale could not decode; no folder has that name.
            return "/\\<>:\"|?*%\ufffd".indexOf(codePoint) < 0 && !isLoneSurrogate(codePoint);
        }
    };

    /** Windows' device names, with any extension. */
    private static final Set<String> DEVICES = Set.of("con", "prn", "aux", "nul", "conin$", "conout$");

    /** The characters that can follow in the name of a numbered device. */
    private static final String DEVICE_NUMBERS = "0123456789\u00b9\u00b2\u00b3";

    private static final String HASH_MARK = "%~";
    static final int HASH_LENGTH = 64;
    private static final int READABLE_PART = 40;
    private static final int LONGEST_SESSION_NAME = 255;

    private final int longest;

    NameCodec(int longest) {
        this.longest = longest;
    }

    abstract boolean keeps(int index, int codePoint);

    /** Whether no folder may have this name, although all its characters are safe. */
    boolean isReserved(String name) {
        int dot = name.indexOf('.');
        String stem = (dot < 0 ? name : name.substring(0, dot)).strip().toLowerCase(Locale.ROOT);
        return DEVICES.contains(stem)
                || stem.length() == 4
                        && (stem.startsWith("com") || stem.startsWith("lpt"))
                        && DEVICE_NUMBERS.indexOf(stem.charAt(3)) >= 0;
    }

    /** The folder's name. */
    String encode(String name) {
        String encoded = escape(name);
        return encoded.getBytes(StandardCharsets.UTF_8).length <= longest ? encoded : hashed(name);
    }

    /** The name that a folder stands for; empty for a foreign folder, and for a {@linkplain #isHashed hashed} one. */
    Optional<String> decode(String folder) {
        // Each name has exactly one folder, so a spelling that encode() would not choose is foreign.
        return unescape(folder).filter(name -> encode(name).equals(folder));
    }

    /** Decodes an escaped name; empty if the text is not one. */
    static Optional<String> unescape(String escaped) {
        StringBuilder name = new StringBuilder(escaped.length());
        int index = 0;
        while (index < escaped.length()) {
            char unit = escaped.charAt(index);
            int start = index + (escaped.startsWith("%u", index) ? 2 : 1);
            int end = unit != '%' ? index + 1 : start + (start - index) * 2;
            if (unit == '%') {
                if (end > escaped.length() || !isHex(escaped, start, end)) {
                    return Optional.empty();
                }
                unit = (char) HexFormat.fromHexDigits(escaped, start, end);
            }
            name.append(unit);
            index = end;
        }
        return Optional.of(name.toString());
    }

    /** Whether the name is valid in a {@link dev.latchkey.model.SessionId}. */
    static boolean isSessionName(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (Character.isISOControl(name.charAt(i))) {
                return false;
            }
        }
        return !name.isBlank() && name.length() <= LONGEST_SESSION_NAME;
    }

    /** Whether the folder's name contains a hash instead of the full name. */
    static boolean isHashed(String folder) {
        int hash = folder.length() - HASH_LENGTH;
        return hash >= HASH_MARK.length()
                && folder.startsWith(HASH_MARK, hash - HASH_MARK.length())
                && isHex(folder, hash, folder.length());
    }

    /** Without a regular expression: compiling one would take a good part of a command's startup time. */
    private static boolean isHex(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            if ("0123456789abcdef".indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Escapes the whole name, however long; {@link #ESCAPED} does so in ASCII. */
    String escape(String name) {
        StringBuilder encoded = new StringBuilder(name.length());
        boolean reserved = isReserved(name);
        int index = 0;
        while (index < name.length()) {
            int codePoint = name.codePointAt(index);
            int end = index + Character.charCount(codePoint);
            // Windows drops trailing dots and spaces; this also covers "." and "..".
            boolean dropped = end == name.length() && (codePoint == '.' || codePoint == ' ');
            if (keeps(index, codePoint) && !dropped && !(reserved && index == 0)) {
                encoded.appendCodePoint(codePoint);
            } else {
                for (int i = index; i < end; i++) {
                    appendEscaped(encoded, name.charAt(i));
                }
            }
            index = end;
        }
        return encoded.toString();
    }

    private static void appendEscaped(StringBuilder encoded, char unit) {
        HexFormat hex = HexFormat.of();
        encoded.append(unit <= 0xff ? "%" + hex.toHexDigits((byte) unit) : "%u" + hex.toHexDigits(unit));
    }

    private static String hashed(String name) {
        String ascii = ESCAPED.escape(name);
        return ascii.substring(0, Math.min(READABLE_PART, ascii.length())) + HASH_MARK + sha256(ascii);
    }

    /** The SHA-256 of the text in UTF-8, in lower-case hexadecimal. */
    static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static boolean isLoneSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
