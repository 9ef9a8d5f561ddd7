package dev.latchkey.cli.quick;

import dev.latchkey.cli.options.GlobalOptions;
import dev.latchkey.cli.options.PlainOptions;
import org.jspecify.annotations.Nullable;

/**
 * A command line of {@code latchkey token} in one of its common forms.
 *
 * @param options the options of all commands
 * @param asHeader whether the token is to be printed as a header
 */
record TokenArguments(GlobalOptions options, boolean asHeader) {
    private static final String COMMAND = "token";
    private static final String FORMAT = "--format";

    /** The command line, or null for any other: one with an option of which this knows nothing, or that picocli may refuse. */
    static @Nullable TokenArguments read(String... arguments) {
        PlainOptions options = new PlainOptions();
        String format = null;
        boolean isToken = false;
        int next = 0;
        while (next < arguments.length) {
            String argument = arguments[next++];
            if (argument.equals(COMMAND) && !isToken) {
                isToken = true;
                continue;
            }
            int equals = argument.startsWith("--") ? argument.indexOf('=') : -1;
            if (equals < 0 && next == arguments.length) {
                return null; // Not an option, or one without its value.
            }
            String name = equals < 0 ? argument : argument.substring(0, equals);
            String value = equals < 0 ? arguments[next++] : argument.substring(equals + 1);
            // An option of the command itself stands after it.
            if (name.equals(FORMAT) && isToken && format == null) {
                format = value;
            } else if (!options.take(name, value)) {
                return null;
            }
        }
        return isToken ? of(options.options(), format) : null;
    }

    private static @Nullable TokenArguments of(GlobalOptions options, @Nullable String format) {
        if (format == null || format.equals("raw")) {
            return new TokenArguments(options, false);
        }
        return format.equals("header") ? new TokenArguments(options, true) : null;
    }
}
