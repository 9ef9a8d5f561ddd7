package dev.latchkey.cli.line;

import dev.latchkey.cli.line.CommandSpec.OptionSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parses a command line by the {@link CommandTable}. An option's value is the next word, whatever it is. Names cannot be abbreviated. An
 * option that is not a list can be given once, before the command or after it. The options end at {@code --}, or at the first word of a
 * command that runs another one. Used once, by one thread.
 */
public final class LineParser {
    private static final int DASHES = 2;
    /** Replaces bytes that are not valid in the locale's encoding. */
    private static final char UNDECODABLE = '\uFFFD';

    private final String[] arguments;
    private final Map<String, List<String>> options = new LinkedHashMap<>();
    private final List<String> words = new ArrayList<>();
    private @Nullable CommandSpec command;
    private @Nullable OptionSpec pending;
    private boolean optionsEnded;
    private int next;

    private LineParser(String... arguments) {
        this.arguments = arguments;
    }

    /** Parses a command line. If it asks for help or the version, it need not be complete. */
    public static Options parse(String... arguments) {
        LineParser parser = new LineParser(arguments);
        Options line = parser.read();
        parser.checkChoices();
        return line;
    }

    /** The complete part of a line that is still being typed, the option whose value comes next, and whether options can follow. */
    public record Unfinished(Options line, @Nullable OptionSpec pending, boolean optionsEnded) {}

    /** Parses an unfinished line; ignores words that are not valid. */
    public static Unfinished unfinished(List<String> typed) {
        LineParser parser = new LineParser(typed.toArray(new String[0]));
        while (parser.next < parser.arguments.length) {
            try {
                parser.take(parser.nextArgument());
            } catch (UsageException e) {
                // The person who is typing will notice.
            }
        }
        Options line = new Options(parser.command, parser.options, parser.words);
        return new Unfinished(line, parser.pending, parser.optionsEnded);
    }

    /** The option of this command with this letter or name, including dashes; or null. */
    public static @Nullable OptionSpec option(@Nullable CommandSpec command, String given) {
        for (OptionSpec option : CommandTable.options(command)) {
            if (given.startsWith("--")
                    ? option.isNamed(given.substring(DASHES))
                    : given.equals("-" + option.letter())) {
                return option;
            }
        }
        return null;
    }

    /** Parses a command line without checking values. */
    static Options read(String... arguments) {
        return new LineParser(arguments).read();
    }

    private Options read() {
        while (next < arguments.length) {
            take(nextArgument());
        }
        boolean asksForHelp = options.containsKey("help") || options.containsKey(CommandTable.VERSION.name());
        if (!asksForHelp) {
            checkComplete();
        }
        return new Options(command, options, words);
    }

    /** Undecodable text would name a wrong file or account. Arguments of another program's command are not checked. */
    private String nextArgument() {
        String argument = arguments[next++];
        boolean isOfAnother = command != null && command.words().endOptions() && !words.isEmpty();
        if (!isOfAnother && argument.indexOf(UNDECODABLE) >= 0) {
            throw wrong("Argument " + next + " is not valid UTF-8.");
        }
        return argument;
    }

    private void take(String argument) {
        if (optionsEnded || argument.length() < DASHES || argument.charAt(0) != '-') {
            takeWord(argument);
        } else if (argument.equals("--")) {
            optionsEnded = true;
        } else if (argument.startsWith("--")) {
            takeLong(argument.substring(DASHES), argument);
        } else {
            takeLetters(argument);
        }
    }

    private void takeWord(String word) {
        CommandSpec present = command;
        if (present == null || CommandTable.isParent(present)) {
            String parent = present == null ? "" : present.name();
            CommandSpec found = CommandTable.command(present == null ? word : parent + " " + word);
            if (found == null) {
                throw UsageException.unknown("command", word, lastWords(CommandTable.below(parent)), place());
            }
            command = found;
            return;
        }
        if (words.size() == present.words().most()) {
            throw wrong("Unexpected argument " + UsageException.quoted(word) + ".");
        }
        words.add(word);
        optionsEnded |= present.words().endOptions();
    }

    private void takeLong(String text, String argument) {
        int equals = text.indexOf('=');
        String name = equals < 0 ? text : text.substring(0, equals);
        OptionSpec option = known("--" + name, argument);
        if (option.takesValue()) {
            put(option, equals < 0 ? nextWord(option) : text.substring(equals + 1));
        } else if (equals < 0) {
            put(option, "");
        } else {
            throw wrong("--" + name + " takes no value.");
        }
    }

    /** {@code -v}, {@code -uann}, {@code -fd text}. */
    private void takeLetters(String argument) {
        int index = 1;
        while (index < argument.length()) {
            OptionSpec option = known("-" + argument.charAt(index), argument);
            index++;
            if (option.takesValue()) {
                put(option, index < argument.length() ? argument.substring(index) : nextWord(option));
                return;
            }
            put(option, "");
        }
    }

    private String nextWord(OptionSpec option) {
        if (next == arguments.length) {
            pending = option;
            throw wrong("--" + option.name() + " needs a value: " + option.value() + ".");
        }
        return nextArgument();
    }

    private void put(OptionSpec option, String value) {
        List<String> values = options.get(option.name());
        if (values == null) {
            values = new ArrayList<>();
            options.put(option.name(), values);
        } else if (!option.isRepeatable()) {
            throw wrong("--" + option.name() + " is given twice.");
        }
        values.add(value);
    }

    /** Converts the choices to the table's case. */
    private void checkChoices() {
        for (OptionSpec option : CommandTable.options(command)) {
            List<String> values = options.get(option.name());
            if (values != null && !option.choices().isEmpty()) {
                values.set(0, choice(option, values.get(0)));
            }
        }
    }

    private String choice(OptionSpec option, String value) {
        for (String choice : option.choices()) {
            if (choice.equalsIgnoreCase(value)) {
                return choice;
            }
        }
        throw wrong("--" + option.name() + " must be one of " + String.join(", ", option.choices()) + ", not "
                + UsageException.quoted(value) + ".");
    }

    private OptionSpec known(String given, String argument) {
        OptionSpec option = option(command, given);
        if (option == null) {
            throw unknown(UsageException.name(argument));
        }
        return option;
    }

    private void checkComplete() {
        CommandSpec present = command;
        if (present == null) {
            throw wrong("Missing command, such as \"login\".");
        }
        if (CommandTable.isParent(present)) {
            throw wrong("Missing command: " + String.join(", ", lastWords(CommandTable.below(present.name()))));
        }
        if (words.size() < present.words().least()) {
            throw wrong("Missing argument: " + present.words().shown());
        }
        for (OptionSpec option : present.options()) {
            if (option.isRequired() && !options.containsKey(option.name())) {
                throw wrong("--" + option.name() + " is missing.");
            }
        }
    }

    private UsageException unknown(String given) {
        if (command == null && isOfACommand(given)) {
            return wrong(given + " is an option of a command, and stands after it.");
        }
        List<String> known = new ArrayList<>();
        for (OptionSpec option : CommandTable.options(command)) {
            known.add("--" + option.name());
            if (option.alias() != null) {
                known.add("--" + option.alias());
            }
        }
        return UsageException.unknown("option", given, known, place());
    }

    private static boolean isOfACommand(String given) {
        return CommandTable.COMMANDS.stream()
                .flatMap(one -> one.options().stream())
                .anyMatch(option -> given.equals("--" + option.name()) || given.equals("-" + option.letter()));
    }

    private UsageException wrong(String message) {
        return new UsageException(message, place());
    }

    /** The command whose help says more. */
    private String place() {
        return command == null ? CommandTable.PROGRAM : CommandTable.PROGRAM + " " + command.name();
    }

    /** Their names; subcommands' names without their parent's. */
    public static List<String> lastWords(List<CommandSpec> commands) {
        return commands.stream().map(CommandSpec::lastWord).toList();
    }
}
