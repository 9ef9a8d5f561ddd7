package dev.latchkey.cli.manual;

import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.line.CommandSpec;
import dev.latchkey.cli.line.CommandTable;
import dev.latchkey.cli.line.OptionSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Help texts, formatted for 80 columns. */
public final class HelpText {
    private static final int COLUMNS = 80;
    private static final int INDENT = 2;
    private static final int WIDEST_NAME = 26;

    private HelpText() {}

    /** The help of a command, or of the whole program for null. */
    public static String of(@Nullable CommandSpec command) {
        StringBuilder text = new StringBuilder();
        if (command == null) {
            text.append("Usage: latchkey COMMAND [OPTIONS]\n");
            paragraph(
                    text, "Log in with a device code (OAuth 2.0, RFC 8628) and use the login in commands and scripts.");
            commands(text, "");
            options(text, "Common options, before or after the command:", CommandTable.rootOptions());
            text.append("\nMore, latchkey help with a command or a topic:\n");
            wrap(text, INDENT, INDENT, String.join(", ", Topics.NAMES));
            exitCodes(text);
            return text.toString();
        }
        List<CommandSpec> below = CommandTable.below(command.name());
        text.append("Usage: latchkey ").append(command.name());
        text.append(below.isEmpty() ? "" : " COMMAND").append(" [OPTIONS]");
        text.append(
                        command.words().shown().isEmpty()
                                ? ""
                                : " " + command.words().shown())
                .append('\n');
        paragraph(text, command.help());
        if (!below.isEmpty()) {
            commands(text, command.name());
        }
        if (!command.words().choices().isEmpty()) {
            text.append('\n');
            paragraph(
                    text,
                    command.words().shown() + " is one of "
                            + String.join(", ", command.words().choices()) + ".");
        }
        options(text, "Options:", command.options());
        for (int i = 0; i < command.examples().size(); i++) {
            CommandSpec.Example example = command.examples().get(i);
            text.append(i == 0 ? "\nExamples:\n" : "");
            wrap(text, INDENT, 2 * INDENT, example.line());
            wrap(text, 2 * INDENT, 2 * INDENT, example.what());
        }
        text.append("\nThe options of all commands, such as --provider, are in: latchkey help options\n");
        return text.toString();
    }

    /** The topic {@code options}. */
    public static String ofAllOptions() {
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
        List<CommandSpec> commands = CommandTable.below(parent);
        int widest = 0;
        for (CommandSpec command : commands) {
            widest = Math.max(widest, command.lastWord().length());
        }
        text.append("\nCommands:\n");
        for (CommandSpec command : commands) {
            entry(text, command.lastWord(), command.summary() + ".", widest);
        }
    }

    private static void options(StringBuilder text, String heading, List<OptionSpec> options) {
        if (options.isEmpty()) {
            return;
        }
        int widest = 0;
        for (OptionSpec option : options) {
            int length = label(option).length();
            widest = length <= WIDEST_NAME ? Math.max(widest, length) : widest;
        }
        text.append('\n').append(heading).append('\n');
        for (OptionSpec option : options) {
            entry(text, label(option), help(option), widest);
        }
    }

    static String label(OptionSpec option) {
        return option.names() + (option.takesValue() ? " " + option.value() : "");
    }

    static String help(OptionSpec option) {
        return option.choices().isEmpty()
                ? option.help()
                : option.help() + " One of: " + String.join(", ", option.choices()) + ".";
    }

    private static void entry(StringBuilder text, String name, String help, int widest) {
        int column = INDENT + widest + 2;
        text.append("  ").append(name);
        if (name.length() > widest) {
            text.append('\n').append(" ".repeat(column));
        } else {
            text.append(" ".repeat(column - INDENT - name.length()));
        }
        wrapped(text, column, column, help);
    }

    private static void paragraph(StringBuilder text, String words) {
        wrap(text, 0, 0, words);
    }

    private static void wrap(StringBuilder text, int first, int others, String words) {
        text.append(" ".repeat(first));
        wrapped(text, first, others, words);
    }

    /** Continues the current line at this column, wraps the text, and ends the last line. */
    private static void wrapped(StringBuilder text, int column, int indent, String words) {
        int at = column;
        boolean isFirst = true;
        for (String word : words.split(" ", -1)) {
            if (!isFirst && at + 1 + word.length() > COLUMNS) {
                text.append('\n').append(" ".repeat(indent));
                at = indent;
            } else if (!isFirst) {
                text.append(' ');
                at++;
            }
            text.append(word);
            at += word.length();
            isFirst = false;
        }
        text.append('\n');
    }
}
