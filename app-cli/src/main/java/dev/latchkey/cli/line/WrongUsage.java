package dev.latchkey.cli.line;

import dev.latchkey.cli.failure.UsageException;
import dev.latchkey.model.DisplayText;
import java.util.Collection;
import java.util.List;

/** What to tell a person whose command line has something in it that nobody knows. */
final class WrongUsage {
    private static final int LONGEST = 80;

    private WrongUsage() {}

    /**
     * There is no such option. Of an option that came with its value only the name is shown: the value may be a secret.
     *
     * @param command the command that has no such option
     * @param given the option as it was given
     * @param known the options that there are
     */
    static UsageException option(String command, String given, Collection<String> known) {
        return of("Unknown option", name(given), known, command);
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
    static UsageException command(String command, String given, Collection<String> known) {
        return of("Unknown command", given, known, command);
    }

    /** Nothing more can be given to the command. */
    static UsageException extra(String command, String given) {
        return new UsageException("Unexpected argument " + quoted(given) + ".", command);
    }

    private static UsageException of(String problem, String given, Collection<String> known, String command) {
        List<String> near = Nearest.of(given, known);
        String meant = near.isEmpty()
                ? ""
                : " Did you mean "
                        + String.join(
                                " or ", near.stream().map(WrongUsage::quoted).toList()) + "?";
        return new UsageException(problem + " " + quoted(given) + "." + meant, command);
    }

    static String quoted(String text) {
        return "\"" + DisplayText.clean(text, LONGEST) + "\"";
    }
}
