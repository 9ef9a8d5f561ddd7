package dev.latchkey.cli.line;

import java.util.List;
import org.jspecify.annotations.Nullable;

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
