package dev.latchkey.cli.line;

import java.util.List;

/**
 * A command.
 *
 * @param name its name; that of a command below another one has that one's name before it
 * @param words what it takes beside options, as the help shows it; empty if nothing
 * @param least the fewest words that it takes
 * @param most the most words that it takes
 * @param kind what its first word can be, for completion
 * @param choices all that its first word can be, where there are but a few
 * @param endsOptions whether its first word ends the options: what follows is another program's
 * @param isHidden whether it is for the program itself and its packages
 * @param help what it does: a sentence for a list, and more
 * @param options its own options
 * @param examples command lines, each with what it does
 */
public record CommandSpec(
        String name,
        String words,
        int least,
        int most,
        ValueKind kind,
        List<String> choices,
        boolean endsOptions,
        boolean isHidden,
        String help,
        List<OptionSpec> options,
        List<Example> examples) {
    /**
     * A command line to copy.
     *
     * @param line what to type
     * @param what what it does
     */
    public record Example(String line, String what) {}

    static CommandSpec of(String name, String help, OptionSpec... options) {
        return new CommandSpec(
                name, "", 0, 0, ValueKind.NONE, List.of(), false, false, help, List.of(options), List.of());
    }

    CommandSpec taking(String newWords, int newLeast, int newMost, ValueKind newKind, String... newChoices) {
        return new CommandSpec(
                name,
                newWords,
                newLeast,
                newMost,
                newKind,
                List.of(newChoices),
                endsOptions,
                isHidden,
                help,
                options,
                examples);
    }

    CommandSpec endingOptions() {
        return new CommandSpec(name, words, least, most, kind, choices, true, isHidden, help, options, examples);
    }

    CommandSpec hidden() {
        return new CommandSpec(name, words, least, most, kind, choices, endsOptions, true, help, options, examples);
    }

    CommandSpec shownBy(Example... newExamples) {
        return new CommandSpec(
                name, words, least, most, kind, choices, endsOptions, isHidden, help, options, List.of(newExamples));
    }

    /** The first sentence of its help, without the full stop. */
    public String summary() {
        int end = help.indexOf(". ");
        String first = end < 0 ? help : help.substring(0, end);
        return first.endsWith(".") ? first.substring(0, first.length() - 1) : first;
    }

    /** Whether it is a command below that one. */
    public boolean isBelow(String parent) {
        return name.startsWith(parent) && name.length() > parent.length() && name.charAt(parent.length()) == ' ';
    }
}
