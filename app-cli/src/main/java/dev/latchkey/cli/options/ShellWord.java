package dev.latchkey.cli.options;

import java.util.regex.Pattern;

/** A text as one word of a POSIX shell. */
public final class ShellWord {
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private ShellWord() {}

    /** As it is where the shell takes it so, else quoted. */
    public static String of(String text) {
        return HARMLESS.matcher(text).matches() ? text : quoted(text);
    }

    /** In single quotes. */
    public static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
