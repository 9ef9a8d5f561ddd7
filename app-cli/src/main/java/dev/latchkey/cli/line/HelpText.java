package dev.latchkey.cli.line;

import dev.latchkey.cli.line.CommandSpec.OptionSpec;
import dev.latchkey.console.WordWrap;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Help texts, formatted for 80 columns, and the scripts that complete command lines in a shell. */
public final class HelpText {
    public static final List<String> TOPICS =
            List.of("options", "environment", "exit-codes", "files", "formats", "providers", "security", "trouble");

    /** bash 3.2, zsh 5, fish 3, and later versions. */
    private static final List<String> SHELLS = List.of("bash", "zsh", "fish");

    private static final int INDENT = 2;
    private static final int WIDEST_NAME = 26;

    private HelpText() {}

    /** The help of a command, or of the whole program for null. */
    public static String of(@Nullable CommandSpec command) {
        StringBuilder text = new StringBuilder();
        if (command == null) {
            text.append("Usage: latchkey COMMAND [OPTIONS]\n");
            wrap(text, 0, 0, ManPages.WHAT);
            commands(text, "");
            List<OptionSpec> common = new ArrayList<>(CommandTable.COMMON);
            common.add(CommandTable.VERSION);
            options(text, "Common options, before or after the command:", common);
            text.append("\nMore, latchkey help with a command or a topic:\n");
            wrap(text, INDENT, INDENT, String.join(", ", TOPICS));
            exitCodes(text);
            return text.toString();
        }
        List<CommandSpec> below = CommandTable.below(command.name());
        text.append("Usage: latchkey ").append(command.name());
        text.append(below.isEmpty() ? "" : " COMMAND").append(" [OPTIONS]");
        String words = command.words().shown();
        text.append(words.isEmpty() ? "" : " " + words).append('\n');
        wrap(text, 0, 0, command.help());
        if (!below.isEmpty()) {
            commands(text, command.name());
        }
        if (!command.words().choices().isEmpty()) {
            text.append('\n');
            List<String> choices = command.words().choices();
            wrap(text, 0, 0, words + " is one of " + String.join(", ", choices) + ".");
        }
        options(text, "Options:", command.options());
        text.append(command.examples().isEmpty() ? "" : "\nExamples:\n");
        for (CommandSpec.Example example : command.examples()) {
            wrap(text, INDENT, 2 * INDENT, example.line());
            wrap(text, 2 * INDENT, 2 * INDENT, example.what());
        }
        text.append("\nThe options of all commands, such as --provider, are in: latchkey help options\n");
        return text.toString();
    }

    private static String ofAllOptions() {
        StringBuilder text = new StringBuilder("The options of all commands, before or after the command's name.\n");
        options(text, "Common options:", CommandTable.COMMON);
        options(text, "A provider that is not set up, and how to reach it:", CommandTable.SERVER);
        return text.toString();
    }

    private static void exitCodes(StringBuilder text) {
        text.append("\nExit codes:\n");
        for (ExitCode code : ExitCode.values()) {
            String number = Integer.toString(code.code());
            text.append(" ".repeat(2 * INDENT + 1 - number.length())).append(number);
            text.append("  ").append(code.meaning()).append('\n');
        }
    }

    private static void commands(StringBuilder text, String parent) {
        Map<String, String> entries = new LinkedHashMap<>();
        for (CommandSpec command : CommandTable.below(parent)) {
            entries.put(command.lastWord(), command.summary() + ".");
        }
        section(text, "Commands:", entries);
    }

    private static void options(StringBuilder text, String heading, List<OptionSpec> options) {
        Map<String, String> entries = new LinkedHashMap<>();
        for (OptionSpec option : options) {
            entries.put(option.names() + (option.takesValue() ? " " + option.value() : ""), help(option));
        }
        section(text, heading, entries);
    }

    private static void section(StringBuilder text, String heading, Map<String, String> entries) {
        text.append(entries.isEmpty() ? "" : "\n" + heading + "\n");
        int widest = 0;
        for (String name : entries.keySet()) {
            widest = name.length() <= WIDEST_NAME ? Math.max(widest, name.length()) : widest;
        }
        int column = INDENT + widest + 2;
        for (Map.Entry<String, String> entry : entries.entrySet()) {
            String name = entry.getKey();
            text.append("  ").append(name);
            text.append(
                    name.length() > widest ? "\n" + " ".repeat(column) : " ".repeat(column - INDENT - name.length()));
            WordWrap.append(text, column, column, entry.getValue());
            text.append('\n');
        }
    }

    static String help(OptionSpec option) {
        return option.choices().isEmpty()
                ? option.help()
                : option.help() + " One of: " + String.join(", ", option.choices()) + ".";
    }

    private static void wrap(StringBuilder text, int first, int others, String words) {
        text.append(" ".repeat(first));
        WordWrap.append(text, first, others, words);
        text.append('\n');
    }

    /** The text of a topic, if there is one with this name. */
    public static Optional<String> topic(String name) {
        if (!TOPICS.contains(name)) {
            return Optional.empty();
        }
        // This one is generated from the table of commands.
        return Optional.of(name.equals("options") ? ofAllOptions() : resource("topics/" + name + ".txt"));
    }

    /** The completion script for a shell. It runs {@code latchkey complete} for each completion. */
    public static String script(String shell) {
        String name = shell.toLowerCase(Locale.ROOT);
        if (!SHELLS.contains(name)) {
            throw new UsageException(
                    "There is no script for " + UsageException.quoted(shell) + ", only for bash, zsh and fish.");
        }
        return resource("completion/" + name);
    }

    private static String resource(String name) {
        try (InputStream text = HelpText.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(text, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
