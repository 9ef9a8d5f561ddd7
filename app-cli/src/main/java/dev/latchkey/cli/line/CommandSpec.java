package dev.latchkey.cli.line;

import java.util.List;

/**
 * A command.
 *
 * @param name its name; that of a command below another one has that one's name before it
 * @param words what it takes beside options
 * @param isHidden whether it is for the program itself and its packages
 * @param help what it does: a sentence for a list, and more
 * @param options its own options
 * @param examples command lines, each with what it does
 */
public record CommandSpec(
        String name, Words words, boolean isHidden, String help, List<OptionSpec> options, List<Example> examples) {
    /**
     * Words that are no options.
     *
     * @param shown as the help shows them; empty if there are none
     * @param least the fewest
     * @param most the most
     * @param kind what the first can be, for completion
     * @param choices all that the first can be, where there are but a few
     * @param endOptions whether the first ends the options: what follows is another program's
     */
    public record Words(String shown, int least, int most, ValueKind kind, List<String> choices, boolean endOptions) {
        static final Words NONE = new Words("", 0, 0, ValueKind.NONE, List.of(), false);
    }

    /**
     * A command line to copy.
     *
     * @param line what to type
     * @param what what it does
     */
    public record Example(String line, String what) {}

    static CommandSpec of(String name, String help, OptionSpec... options) {
        return new CommandSpec(name, Words.NONE, false, help, List.of(options), List.of());
    }

    CommandSpec taking(String shown, int least, int most, ValueKind kind, String... choices) {
        Words taken = new Words(shown, least, most, kind, List.of(choices), false);
        return new CommandSpec(name, taken, isHidden, help, options, examples);
    }

    CommandSpec takingCommand(String shown, int least) {
        Words taken = new Words(shown, least, Integer.MAX_VALUE, ValueKind.ANY, List.of(), true);
        return new CommandSpec(name, taken, isHidden, help, options, examples);
    }

    CommandSpec hidden() {
        return new CommandSpec(name, words, true, help, options, examples);
    }

    CommandSpec shownBy(Example... newExamples) {
        return new CommandSpec(name, words, isHidden, help, options, List.of(newExamples));
    }

    /** The first sentence of its help, without the full stop. */
    public String summary() {
        int end = help.indexOf(". ");
        String first = end < 0 ? help : help.substring(0, end);
        return first.endsWith(".") ? first.substring(0, first.length() - 1) : first;
    }

    /** Its name, without that of the one above it. */
    public String lastWord() {
        return name.substring(name.lastIndexOf(' ') + 1);
    }

    /** Whether it is a command below that one. */
    public boolean isBelow(String parent) {
        return name.startsWith(parent + " ");
    }
}
