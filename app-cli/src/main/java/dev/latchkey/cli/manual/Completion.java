package dev.latchkey.cli.manual;

import dev.latchkey.cli.line.CommandSpec;
import dev.latchkey.cli.line.CommandTable;
import dev.latchkey.cli.line.LineParser;
import dev.latchkey.cli.line.LineParser.Unfinished;
import dev.latchkey.cli.line.OptionSpec;
import dev.latchkey.cli.line.ValueKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Completes the last word of an unfinished line. If the first line of the answer is {@link #FILES}, the shell offers files. */
public final class Completion {
    /** Tells the shell to offer files. */
    public static final String FILES = ":files";

    private static final String EQUALS = "=";

    private final Names names;
    private final Unfinished typed;
    private final @Nullable CommandSpec command;

    private Completion(Names names, Unfinished typed) {
        this.names = names;
        this.typed = typed;
        this.command = typed.line().command();
    }

    /** Looks up names that can change. */
    @FunctionalInterface
    public interface Names {
        /**
         * The names of this kind.
         *
         * @param provider the provider named on the line, or null
         */
        List<String> of(ValueKind kind, @Nullable String provider);
    }

    /**
     * Completes the last word.
     *
     * @param typed the words so far, without the program's name; the last one may be empty
     */
    public static List<String> of(List<String> typed, Names names) {
        // bash splits --option=value into three words.
        List<String> words = new ArrayList<>();
        for (String word : typed) {
            if (!word.equals(EQUALS)) {
                words.add(word);
            }
        }
        boolean isNew = typed.isEmpty() || typed.get(typed.size() - 1).equals(EQUALS);
        String current = isNew ? "" : words.remove(words.size() - 1);
        return new Completion(names, LineParser.unfinished(words)).candidates(current);
    }

    private List<String> candidates(String current) {
        OptionSpec waiting = typed.pending();
        if (waiting != null) {
            return starting(current, "", values(waiting.kind(), waiting.choices()));
        }
        OptionSpec lettered = current.length() > 2 && current.charAt(1) != '-'
                ? LineParser.option(command, current.substring(0, 2))
                : null;
        if (lettered != null && lettered.takesValue() && !typed.optionsEnded()) {
            return starting(current, current.substring(0, 2), values(lettered.kind(), lettered.choices()));
        }
        if (current.startsWith("-") && !typed.optionsEnded()) {
            int equals = current.indexOf('=');
            OptionSpec option = equals < 0 ? null : LineParser.option(command, current.substring(0, equals));
            return option == null
                    ? starting(current, "", optionNames())
                    : starting(current, current.substring(0, equals + 1), values(option.kind(), option.choices()));
        }
        return starting(current, "", wordsHere());
    }

    private List<String> wordsHere() {
        CommandSpec present = command;
        List<CommandSpec> below = CommandTable.below(present == null ? "" : present.name());
        if (!below.isEmpty()) {
            return LineParser.lastWords(below);
        }
        if (present == null || !typed.line().words().isEmpty()) {
            return present != null && present.words().endOptions() ? List.of(FILES) : List.of();
        }
        return present.words().kind() == ValueKind.ANY && present.words().endOptions()
                ? List.of(FILES)
                : values(present.words().kind(), present.words().choices());
    }

    private List<String> values(ValueKind kind, List<String> choices) {
        return switch (kind) {
            case CHOICE -> choices;
            case FILE -> List.of(FILES);
            case PROVIDER, PRESET, ACCOUNT -> names.of(kind, typed.line().value("provider"));
            case TOPIC -> {
                List<String> topics = new ArrayList<>(LineParser.lastWords(CommandTable.below("")));
                topics.addAll(Topics.NAMES);
                yield topics;
            }
            case NONE, ANY -> List.of();
        };
    }

    private List<String> optionNames() {
        List<String> found = new ArrayList<>();
        for (OptionSpec option : CommandTable.options(command)) {
            found.add("--" + option.name());
        }
        return found;
    }

    private static List<String> starting(String current, String before, List<String> candidates) {
        List<String> found = new ArrayList<>();
        for (String candidate : candidates) {
            if (candidate.equals(FILES)) {
                return List.of(FILES);
            }
            if ((before + candidate).startsWith(current)) {
                found.add(before + candidate);
            }
        }
        return found;
    }
}
