package dev.latchkey.cli.usage;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Writes the commands and their options down for {@link KnownOptions}, from their definitions. */
public final class OptionTable {
    /** Follows the name of an option that takes a value. */
    static final String VALUE = "=";

    /** The first line and the last. */
    static final String MARK = "latchkey options";

    private OptionTable() {}

    /** The table for the command line with this root. */
    public static String of(CommandSpec root) {
        StringBuilder table = new StringBuilder(MARK + "\n" + String.join(" ", shown(root)) + "\n");
        for (Map.Entry<String, CommandLine> command : root.subcommands().entrySet()) {
            CommandSpec spec = command.getValue().getCommandSpec();
            if (takesOnlyOptions(spec)) {
                table.append(command.getKey());
                options(spec).forEach(option -> table.append(' ').append(option));
                table.append('\n');
            }
        }
        return table.append(MARK).append('\n').toString();
    }

    /** The names of the commands below one, without the hidden ones. */
    public static List<String> shown(CommandSpec spec) {
        return spec.subcommands().entrySet().stream()
                .filter(below ->
                        !below.getValue().getCommandSpec().usageMessage().hidden())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The names of a command's options, in the order of their definition. */
    public static List<String> names(CommandSpec spec) {
        return spec.options().stream()
                .filter(option -> !option.hidden())
                .flatMap(option -> Arrays.stream(option.names()))
                .toList();
    }

    private static boolean takesOnlyOptions(CommandSpec spec) {
        return spec.positionalParameters().isEmpty()
                && spec.subcommands().isEmpty()
                && spec.argGroups().isEmpty()
                && !spec.usageMessage().hidden()
                && spec.options().stream().noneMatch(option -> option.required() || option.hidden());
    }

    private static List<String> options(CommandSpec spec) {
        return spec.options().stream()
                .flatMap(option -> Arrays.stream(option.names()).map(name -> name + value(option)))
                .toList();
    }

    private static String value(OptionSpec option) {
        return option.arity().max() > 0 ? VALUE : "";
    }
}
