package dev.latchkey.cli.options;

import java.util.regex.Pattern;

/** Formats a text as one word for a POSIX shell. */
public final class ShellWord {
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private ShellWord() {}

    /** Unchanged if the shell reads it as one word, else quoted. */
    public static String of(String text) {
        return HARMLESS.matcher(text).matches() ? text : quoted(text);
    }

    /** In single quotes. */
    public static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
