package dev.latchkey.cli.line;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command.
 *
 * @param name its name; a subcommand's name includes its parent's
 * @param isHidden whether it is internal to the program and its packages
 * @param help what it does: a sentence for a list, and more
 */
public record CommandSpec(
        String name, Words words, boolean isHidden, String help, List<OptionSpec> options, List<Example> examples) {
    /**
     * Positional arguments: as the help shows them, their least and most number, and the kind and the choices of the first.
     *
     * @param endOptions whether the first ends the options, because the rest belongs to another program
     */
    public record Words(String shown, int least, int most, Kind kind, List<String> choices, boolean endOptions) {
        static final Words NONE = new Words("", 0, 0, Kind.NONE, List.of(), false);
    }

    /** A command line to copy, and what it does. */
    public record Example(String line, String what) {}

    /** The kind of a value, for completion. An account is one that is logged in to the provider named on the line. */
    public enum Kind {
        NONE,
        CHOICE,
        PROVIDER,
        PRESET,
        ACCOUNT,
        FILE,
        TOPIC,
        ANY
    }

    /** An option. Names are without dashes. The letter may be empty. If the value's name is empty, the option takes no value. */
    public record OptionSpec(
            String name,
            String letter,
            @Nullable String alias,
            String value,
            Kind kind,
            List<String> choices,
            boolean isRepeatable,
            boolean isRequired,
            String help) {
        static OptionSpec flag(String name, String help) {
            return new OptionSpec(name, "", null, "", Kind.NONE, List.of(), false, false, help);
        }

        static OptionSpec text(String name, String value, String help) {
            return new OptionSpec(name, "", null, value, Kind.ANY, List.of(), false, false, help);
        }

        static OptionSpec file(String name, String value, String help) {
            return new OptionSpec(name, "", null, value, Kind.FILE, List.of(), false, false, help);
        }

        static OptionSpec list(String name, String value, String help) {
            return new OptionSpec(name, "", null, value, Kind.ANY, List.of(), true, false, help + "; may be repeated.");
        }

        static OptionSpec choice(String name, String value, List<String> choices, String help) {
            return new OptionSpec(name, "", null, value, Kind.CHOICE, choices, false, false, help);
        }

        OptionSpec withLetter(String newLetter) {
            return new OptionSpec(name, newLetter, alias, value, kind, choices, isRepeatable, isRequired, help);
        }

        OptionSpec naming(Kind newKind, @Nullable String newAlias) {
            return new OptionSpec(name, letter, newAlias, value, newKind, choices, isRepeatable, isRequired, help);
        }

        OptionSpec required() {
            return new OptionSpec(name, letter, alias, value, kind, choices, isRepeatable, true, help);
        }

        public boolean takesValue() {
            return !value.isEmpty();
        }

        /** Whether it has this name, given without dashes. */
        boolean isNamed(String given) {
            return name.equals(given) || given.equals(alias);
        }

        /** Its names with dashes, the short one first. */
        public String names() {
            return letter.isEmpty() ? "--" + name : "-" + letter + ", --" + name;
        }
    }

    static CommandSpec of(String name, String help, OptionSpec... options) {
        return new CommandSpec(name, Words.NONE, false, help, List.of(options), List.of());
    }

    CommandSpec taking(String shown, int least, int most, Kind kind, String... choices) {
        Words taken = new Words(shown, least, most, kind, List.of(choices), false);
        return new CommandSpec(name, taken, isHidden, help, options, examples);
    }

    CommandSpec takingCommand(String shown, int least) {
        Words taken = new Words(shown, least, Integer.MAX_VALUE, Kind.ANY, List.of(), true);
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

    /** Its name, without its parent's. */
    public String lastWord() {
        return name.substring(name.lastIndexOf(' ') + 1);
    }
}
