package dev.latchkey.cli.line;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A command line, validated against the table. Immutable.
 *
 * @param command the command, or null if there is none
 * @param options the values of the given options, by their names without dashes; a flag has one empty value
 * @param words the positional arguments
 */
public record ParsedLine(@Nullable CommandSpec command, Map<String, List<String>> options, List<String> words) {
    /** Whether the option was given. */
    public boolean has(String option) {
        return options.containsKey(option);
    }

    /** The option's value, or null if it was not given. */
    public @Nullable String value(String option) {
        List<String> values = options.get(option);
        return values == null ? null : values.get(0);
    }

    /** The option's values in order; empty if it was not given. */
    public List<String> values(String option) {
        List<String> values = options.get(option);
        return values == null ? List.of() : values;
    }

    /** The command's name. */
    public String name() {
        return command == null ? "" : command.name();
    }
}
