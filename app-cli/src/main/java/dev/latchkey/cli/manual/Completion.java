package dev.latchkey.cli.manual;

import dev.latchkey.cli.line.CommandSpec;
import dev.latchkey.cli.line.CommandTable;
import dev.latchkey.cli.line.OptionSpec;
import dev.latchkey.cli.line.ValueKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can stand in place of the last word of a line that is not finished. The first line of an answer may be {@link #FILES}: then
 * the shell offers files.
 */
public final class Completion {
    /** The shell is to offer files. */
    public static final String FILES = ":files";

    private static final String EQUALS = "=";

    private final Names names;
    private @Nullable CommandSpec command;
    private @Nullable OptionSpec pending;
    private @Nullable String provider;
    private int words;
    private boolean optionsEnded;

    private Completion(Names names) {
        this.names = names;
    }

    /** Knows the names that change. */
    @FunctionalInterface
    public interface Names {
        /**
         * The names of that kind.
         *
         * @param provider the provider that the line names, or null
         */
        List<String> of(ValueKind kind, @Nullable String provider);
    }

    /**
     * What can stand in place of the last word.
     *
     * @param typed the words so far, without the program's name; the last one may be empty
     */
    public static List<String> of(List<String> typed, Names names) {
        if (typed.isEmpty()) {
            return new Completion(names).candidates("");
        }
        // bash makes three words of --option=value.
        List<String> words = new ArrayList<>();
        for (String word : typed) {
            if (!word.equals(EQUALS)) {
                words.add(word);
            }
        }
        boolean endsWithEquals = typed.get(typed.size() - 1).equals(EQUALS);
        String current = endsWithEquals ? "" : words.remove(words.size() - 1);
        Completion completion = new Completion(names);
        words.forEach(completion::pass);
        return completion.candidates(current);
    }

    private void pass(String word) {
        OptionSpec waiting = pending;
        if (waiting != null) {
            pending = null;
            note(waiting, word);
        } else if (word.equals("--")) {
            optionsEnded = true;
        } else if (word.startsWith("-") && !optionsEnded) {
            int equals = word.indexOf('=');
            OptionSpec option = option(equals < 0 ? word : word.substring(0, equals));
            if (option != null && equals >= 0) {
                note(option, word.substring(equals + 1));
            } else if (option != null && option.takesValue()) {
                pending = option;
            }
        } else {
            passWord(word);
        }
    }

    private void note(OptionSpec option, String value) {
        if (option.kind() == ValueKind.PROVIDER) {
            provider = value;
        }
    }

    private void passWord(String word) {
        CommandSpec present = command;
        CommandSpec below =
                present == null ? CommandTable.command(word) : CommandTable.command(present.name() + " " + word);
        if (below != null) {
            command = below;
        } else if (present != null) {
            words++;
            optionsEnded |= present.endsOptions();
        }
    }

    private @Nullable OptionSpec option(String word) {
        for (OptionSpec option : CommandTable.options(command)) {
            if (word.equals("--" + option.name())
                    || word.equals("--" + option.alias())
                    || word.equals("-" + option.letter())) {
                return option;
            }
        }
        return null;
    }

    private List<String> candidates(String current) {
        OptionSpec waiting = pending;
        if (waiting != null) {
            return starting(current, "", values(waiting.kind(), waiting.choices()));
        }
        OptionSpec lettered = current.length() > 2 && current.charAt(1) != '-' ? option(current.substring(0, 2)) : null;
        if (lettered != null && lettered.takesValue() && !optionsEnded) {
            return starting(current, current.substring(0, 2), values(lettered.kind(), lettered.choices()));
        }
        if (current.startsWith("-") && !optionsEnded) {
            int equals = current.indexOf('=');
            OptionSpec option = equals < 0 ? null : option(current.substring(0, equals));
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
            return lastWords(below);
        }
        if (present == null || words > 0) {
            return present != null && present.endsOptions() ? List.of(FILES) : List.of();
        }
        return present.kind() == ValueKind.ANY && present.endsOptions()
                ? List.of(FILES)
                : values(present.kind(), present.choices());
    }

    private List<String> values(ValueKind kind, List<String> choices) {
        return switch (kind) {
            case CHOICE -> choices;
            case FILE -> List.of(FILES);
            case PROVIDER, ACCOUNT -> names.of(kind, provider);
            case TOPIC -> {
                List<String> topics = new ArrayList<>(lastWords(CommandTable.below("")));
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

    private static List<String> lastWords(List<CommandSpec> commands) {
        List<String> found = new ArrayList<>();
        for (CommandSpec one : commands) {
            found.add(one.name().substring(one.name().lastIndexOf(' ') + 1));
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
