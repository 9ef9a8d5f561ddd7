package dev.latchkey.console;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a login prompt may display.
 *
 * @param coloured whether text may be emphasised
 * @param live whether a line may be redrawn while the person reads it
 * @param size the size of the screen; a QR code is shown if it fits
 */
public record PromptStyle(boolean coloured, boolean live, ScreenSize size) {
    /** Plain lines of text, for a file, a screen reader or a terminal without other capabilities. */
    public static PromptStyle plain() {
        return new PromptStyle(false, false, ScreenSize.UNKNOWN);
    }

    /**
     * The style for this terminal.
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

    /** The first variable that is set applies (POSIX, "Internationalization Variables"). */
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
