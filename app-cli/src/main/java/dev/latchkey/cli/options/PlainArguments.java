package dev.latchkey.cli.options;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a command that scripts run often, in one of its common forms: found without picocli, which takes longer to
 * load than most of these commands take.
 *
 * @param command the command's name
 * @param options the options of all commands
 * @param own the command's own options with their values; a flag has none and comes with an empty text
 */
public record PlainArguments(String command, GlobalOptions options, Map<String, String> own) {
    private static final String TOKEN = "token";
    private static final String STATUS = "status";
    private static final String SESSIONS = "sessions";

    /** The arguments, or null for any others: with an option of which this knows nothing, or that picocli may refuse. */
    public static @Nullable PlainArguments read(String... arguments) {
        PlainOptions options = new PlainOptions();
        Map<String, String> own = new HashMap<>();
        String command = null;
        int next = 0;
        while (next < arguments.length) {
            String argument = arguments[next++];
            if (command == null && isCommand(argument)) {
                command = argument;
                continue;
            }
            // An option of the command itself stands after it.
            if (command != null && flags(command).contains(argument)) {
                if (own.put(argument, "") != null) {
                    return null;
                }
                continue;
            }
            int equals = argument.startsWith("--") ? argument.indexOf('=') : -1;
            if (equals < 0 && next == arguments.length) {
                return null; // Not an option, or one without its value.
            }
            String name = equals < 0 ? argument : argument.substring(0, equals);
            String value = equals < 0 ? arguments[next++] : argument.substring(equals + 1);
            if (command == null && CommandNames.ALL.contains(value)) {
                return null; // Before the command, picocli takes it for one.
            }
            if (TOKEN.equals(command) && name.equals("--format")) {
                if (own.put(name, value) != null) {
                    return null;
                }
            } else if (!options.take(name, value)) {
                return null;
            }
        }
        return command == null ? null : new PlainArguments(command, options.options(), own);
    }

    private static boolean isCommand(String argument) {
        return argument.equals(TOKEN) || argument.equals(STATUS) || argument.equals(SESSIONS);
    }

    private static Set<String> flags(String command) {
        return switch (command) {
            case STATUS -> Set.of("--json", "--check");
            case SESSIONS -> Set.of("--json");
            default -> Set.of();
        };
    }
}
