package dev.latchkey.console;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * How a login may look.
 *
 * @param coloured whether text may be emphasised
 * @param live whether a line may be drawn anew while the person reads it
 * @param size how large the screen is; a code for a phone's camera is shown where it fits
 */
public record PromptStyle(boolean coloured, boolean live, ScreenSize size) {
    /** Lines of text, one after the other: for a file, a screen reader, a terminal that can do nothing else. */
    public static PromptStyle plain() {
        return new PromptStyle(false, false, ScreenSize.UNKNOWN);
    }

    /**
     * What this terminal can show.
     *
     * @param options what the person chose
     */
    public static PromptStyle of(Terminal terminal, Map<String, String> environment, Set<PromptOption> options) {
        if (options.contains(PromptOption.PLAIN) || !Terminal.takesEscapes(environment) || !terminal.errIsTerminal()) {
            return plain();
        }
        boolean coloured = terminal.isColoured(environment);
        return new PromptStyle(
                coloured, true, coloured && isUnicode(environment) ? ScreenSize.ofThisTerminal() : ScreenSize.UNKNOWN);
    }

    /** The first that is set counts (POSIX, "Internationalization Variables"). */
    private static boolean isUnicode(Map<String, String> environment) {
        for (String variable : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            String value = environment.getOrDefault(variable, "");
            if (!value.isEmpty()) {
                String name = value.toLowerCase(Locale.ROOT);
                return name.contains("utf-8") || name.contains("utf8");
            }
        }
        return false;
    }
}
