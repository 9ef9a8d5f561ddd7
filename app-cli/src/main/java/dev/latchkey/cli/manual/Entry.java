package dev.latchkey.cli.manual;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A command as its definition says.
 *
 * @param name its name
 * @param description what it is for
 * @param options its own options, without those of all commands
 * @param commands the commands below it
 */
record Entry(String name, String description, List<Choice> options, List<Entry> commands) {
    /** What stands for the value of an option. */
    enum Value {
        NONE,
        PROVIDER,
        USERNAME,
        FILE,
        ANY
    }

    /**
     * An option.
     *
     * @param names its names
     * @param label what its value is called; empty if it has none
     * @param description what it does
     * @param value what can be its value
     * @param candidates all of its values, where there are but a few
     */
    record Choice(List<String> names, String label, String description, Value value, List<String> candidates) {}

    /** The command and those below it, hidden ones left out. */
    static Entry of(CommandSpec spec) {
        List<Entry> commands = spec.subcommands().entrySet().stream()
                .filter(below ->
                        !below.getValue().getCommandSpec().usageMessage().hidden())
                .map(Map.Entry::getValue)
                .map(below -> of(below.getCommandSpec()))
                .toList();
        List<Choice> options = spec.options().stream()
                .filter(option -> !option.hidden() && !option.inherited())
                .map(Entry::choice)
                .toList();
        return new Entry(spec.name(), text(spec.usageMessage().description()), options, commands);
    }

    private static Choice choice(OptionSpec option) {
        boolean hasValue = option.arity().max() > 0;
        List<String> candidates = new ArrayList<>();
        if (option.completionCandidates() != null) {
            option.completionCandidates().forEach(candidates::add);
        }
        String label = option.paramLabel();
        return new Choice(
                List.of(option.names()),
                hasValue ? label : "",
                text(option.description()).replace("${COMPLETION-CANDIDATES}", String.join(", ", candidates)),
                hasValue ? value(option.longestName(), label) : Value.NONE,
                candidates);
    }

    private static Value value(String name, String label) {
        if (name.equals("--provider")) {
            return Value.PROVIDER;
        }
        if (name.equals("--username")) {
            return Value.USERNAME;
        }
        return label.equals("FILE") || label.equals("PEM") ? Value.FILE : Value.ANY;
    }

    /** The beginning of a description, for a list. */
    static String firstSentence(String description) {
        int end = description.indexOf(". ");
        return (end < 0 ? description : description.substring(0, end)).replaceFirst("\\.$", "");
    }

    /** picocli formats descriptions. */
    private static String text(String... lines) {
        return String.join(" ", lines).replace("%%", "%").replace("%n", " ");
    }
}
