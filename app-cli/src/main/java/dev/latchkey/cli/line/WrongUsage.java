package dev.latchkey.cli.line;

import dev.latchkey.model.DisplayText;
import java.util.Collection;
import java.util.List;

/**
 * What to tell a person whose command line has something in it that nobody knows.
 *
 * @param message what is wrong, and what may be meant
 * @param command the command whose help says more
 */
public record WrongUsage(String message, String command) {
    private static final int LONGEST = 80;

    /**
     * There is no such option. Of an option that came with its value only the name is shown: the value may be a secret.
     *
     * @param command the command that has no such option
     * @param given the option as it was given
     * @param known the options that there are
     */
    public static WrongUsage option(String command, String given, Collection<String> known) {
        return of("There is no option", name(given), known, command);
    }

    /** The part that looks like a name: two characters of {@code -phunter2}, what stands before the sign of {@code --name=value}. */
    static String name(String given) {
        if (!given.startsWith("--")) {
            return given.substring(0, Math.min(2, given.length()));
        }
        int end = 2;
        while (end < given.length() && isOfName(given.charAt(end))) {
            end++;
        }
        return given.substring(0, end);
    }

    private static boolean isOfName(char c) {
        return c == '-' || Character.isLetterOrDigit(c);
    }

    /** There is no such command below this one. */
    public static WrongUsage command(String command, String given, Collection<String> known) {
        return of("There is no command", given, known, command);
    }

    /** Nothing more can be given to the command. */
    public static WrongUsage extra(String command, String given) {
        return new WrongUsage(quoted(given) + " is one argument too many.", command);
    }

    private static WrongUsage of(String problem, String given, Collection<String> known, String command) {
        List<String> near = Nearest.of(given, known);
        String meant = near.isEmpty()
                ? ""
                : " Did you mean "
                        + String.join(
                                " or ", near.stream().map(WrongUsage::quoted).toList()) + "?";
        return new WrongUsage(problem + " " + quoted(given) + "." + meant, command);
    }

    static String quoted(String text) {
        return "\"" + DisplayText.clean(text, LONGEST) + "\"";
    }

    /** The lines to show. */
    public List<String> lines() {
        return List.of("latchkey: " + message, "See: " + command + " --help");
    }
}
