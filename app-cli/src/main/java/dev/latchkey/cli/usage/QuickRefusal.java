package dev.latchkey.cli.usage;

import dev.latchkey.cli.options.CommandNames;
import dev.latchkey.cli.options.PlainOptions;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses the commonest mistakes, a misspelt option or command, without picocli, which takes longer to load than a person who
 * mistyped needs to wait. Whatever it is not sure of, it leaves to picocli, which comes to the same words.
 */
public final class QuickRefusal {
    private static final String ROOT = "latchkey";

    private QuickRefusal() {}

    /** What is wrong, or null if picocli is to be asked. */
    public static @Nullable WrongUsage of(String... arguments) {
        KnownOptions known = KnownOptions.packaged();
        return known == null ? null : of(known, arguments);
    }

    static @Nullable WrongUsage of(KnownOptions known, String... arguments) {
        // What stands before the command is the root's, or its value.
        if (arguments.length == 0 || arguments[0].isEmpty() || arguments[0].charAt(0) == '-') {
            return null;
        }
        try {
            String command = arguments[0];
            List<String> options = known.options().get(command);
            if (options != null) {
                Set<String> flags = Objects.requireNonNull(known.flags().get(command));
                return option(command, options, flags, arguments);
            }
            return CommandNames.ALL.contains(command) || !areGlobal(arguments)
                    ? null
                    : WrongUsage.command(ROOT, command, known.commands());
        } catch (IllegalArgumentException e) {
            return null; // A path that is none, for instance.
        }
    }

    private static @Nullable WrongUsage option(
            String command, List<String> options, Set<String> flags, String... arguments) {
        PlainOptions global = new PlainOptions();
        Set<String> given = new HashSet<>();
        String unknown = null;
        int next = 1;
        while (next < arguments.length) {
            String argument = arguments[next++];
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            if (isUnclear(argument) || name.equals("--help") || name.equals("-h")) {
                return null;
            }
            if (argument.charAt(0) != '-') {
                continue; // Somebody may have meant it as the value of what is unknown.
            }
            if (flags.contains(argument)) {
                if (!given.add(argument)) {
                    return null;
                }
            } else if (!options.contains(name)) {
                unknown = unknown == null ? argument : unknown;
            } else if (equals >= 0 || next == arguments.length || !global.take(name, arguments[next++])) {
                return null;
            }
        }
        return unknown == null ? null : WrongUsage.option(ROOT + " " + command, unknown, options);
    }

    /** Options run together, the end of options, an empty word: what picocli makes of them is its own. */
    private static boolean isUnclear(String argument) {
        return argument.isEmpty()
                || argument.equals("-")
                || argument.equals("--")
                || argument.charAt(0) == '-' && argument.charAt(1) != '-' && argument.length() > 2;
    }

    private static boolean areGlobal(String... arguments) {
        PlainOptions global = new PlainOptions();
        int next = 1;
        while (next < arguments.length) {
            String argument = arguments[next++];
            if (!argument.startsWith("-")
                    || next == arguments.length
                    || CommandNames.ALL.contains(arguments[next])
                    || !global.take(argument, arguments[next++])) {
                return false;
            }
        }
        return true;
    }
}
