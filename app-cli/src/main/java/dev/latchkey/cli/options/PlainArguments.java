package dev.latchkey.cli.options;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a command that scripts and programs run often, in one of its common forms: found without picocli, which takes
 * longer to load than most of these commands take.
 *
 * @param command the command's name
 * @param options the options of all commands
 * @param own the command's own options with their values; a flag has none and comes with an empty text
 * @param words what is no option: the operation of a credential helper, the command to execute
 */
public record PlainArguments(String command, GlobalOptions options, Map<String, String> own, List<String> words) {
    private static final String TOKEN = "token";
    private static final String EXEC = "exec";
    private static final Set<String> HELPERS = Set.of("git-credential", "docker-credential");

    /** The arguments, or null for any others: with an option of which this knows nothing, or that picocli may refuse. */
    public static @Nullable PlainArguments read(String... arguments) {
        return new Reading(arguments).read();
    }

    /** Reads one line. Used once, by one thread. */
    private static final class Reading {
        private final String[] arguments;
        private final PlainOptions options = new PlainOptions();
        private final Map<String, String> own = new HashMap<>();
        private final List<String> words = new ArrayList<>();
        private @Nullable String command;
        private int next;

        Reading(String... arguments) {
            this.arguments = arguments;
        }

        @Nullable
        PlainArguments read() {
            while (next < arguments.length) {
                String argument = arguments[next++];
                boolean isTaken = command == null ? takeBefore(argument) : takeAfter(command, argument);
                if (!isTaken) {
                    return null;
                }
            }
            if (command == null || !(takesNoWords(command) ? words.isEmpty() : startsPlainly(words))) {
                return null;
            }
            return new PlainArguments(command, options.options(), own, words);
        }

        private boolean takeBefore(String argument) {
            if (isCommand(argument)) {
                command = argument;
                return true;
            }
            return takeOption(null, argument);
        }

        private boolean takeAfter(String given, String argument) {
            if (given.equals(EXEC) && argument.equals("--")) {
                words.addAll(Arrays.asList(arguments).subList(next, arguments.length));
                next = arguments.length;
                return true;
            }
            if (isWord(given, argument)) {
                return words.add(argument);
            }
            // An option of the command itself stands after it.
            return flags(given).contains(argument) ? own.put(argument, "") == null : takeOption(given, argument);
        }

        private boolean takeOption(@Nullable String given, String argument) {
            int equals = argument.startsWith("--") ? argument.indexOf('=') : -1;
            if (equals < 0 && next == arguments.length) {
                return false; // Not an option, or one without its value.
            }
            String name = equals < 0 ? argument : argument.substring(0, equals);
            String value = equals < 0 ? arguments[next++] : argument.substring(equals + 1);
            if (given == null && CommandNames.ALL.contains(value)) {
                return false; // Before the command, picocli takes it for one.
            }
            return name.equals(valued(given))
                    ? PlainOptions.isPlain(value) && own.put(name, value) == null
                    : options.take(name, value);
        }
    }

    private static boolean isCommand(String argument) {
        return switch (argument) {
            case TOKEN, EXEC, "status", "sessions" -> true;
            default -> HELPERS.contains(argument);
        };
    }

    private static boolean startsPlainly(List<String> words) {
        return !words.isEmpty() && !words.get(0).isEmpty();
    }

    private static boolean takesNoWords(String command) {
        return !command.equals(EXEC) && !HELPERS.contains(command);
    }

    private static boolean isWord(String command, String argument) {
        return HELPERS.contains(command) && !argument.isEmpty() && argument.charAt(0) != '-';
    }

    private static Set<String> flags(String command) {
        return switch (command) {
            case "status" -> Set.of("--json", "--check");
            case "sessions" -> Set.of("--json");
            default -> Set.of();
        };
    }

    /** The command's own option that takes a value, if this knows one. */
    private static @Nullable String valued(@Nullable String command) {
        if (command == null) {
            return null;
        }
        return switch (command) {
            case TOKEN -> "--format";
            case EXEC -> "--variable";
            default -> HELPERS.contains(command) ? "--as" : null;
        };
    }
}
