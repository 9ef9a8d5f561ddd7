package dev.latchkey.cli.line;

import dev.latchkey.cli.failure.UsageException;
import dev.latchkey.model.DisplayText;
import java.util.Collection;
import java.util.List;

/** Messages for unknown options, commands and arguments. */
final class WrongUsage {
    private static final int LONGEST = 80;

    private WrongUsage() {}

    /**
     * An unknown option. If it was given with a value, only its name is shown, because the value may be a secret.
     *
     * @param command the command that has no such option
     * @param given the option as it was given
     * @param known the command's options
     */
    static UsageException option(String command, String given, Collection<String> known) {
        return of("Unknown option", name(given), known, command);
    }

    /**
     * The part that looks like a name: the first two characters of {@code -phunter2}, the text before the equals sign of {@code
     * --name=value}.
     */
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

    /** An unknown subcommand. */
    static UsageException command(String command, String given, Collection<String> known) {
        return of("Unknown command", given, known, command);
    }

    /** The command takes no further arguments. */
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
