package dev.latchkey.cli.line;

import dev.latchkey.cli.line.CommandSpec.OptionSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Pages for man(1), in roff's man macros: one for the program and one for each command. */
public final class ManPages {
    /** What the program does. */
    static final String WHAT =
            "Log in with a device code (OAuth 2.0, RFC 8628) and use the login in commands and scripts.";

    private ManPages() {}

    /** All pages of this version of the program, by their file names. */
    public static Map<String, String> all(String version) {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("latchkey.1", root(version));
        for (CommandSpec command : CommandTable.below("")) {
            pages.put("latchkey-" + command.name() + ".1", page(version, command));
        }
        return pages;
    }

    private static String root(String version) {
        StringBuilder page = head(
                version,
                "latchkey",
                "log in with a device code and use the login",
                "\\fICOMMAND\\fR [\\fIOPTIONS\\fR]",
                WHAT);
        page.append(".SH COMMANDS\n");
        for (CommandSpec command : CommandTable.below("")) {
            page.append(
                    ".TP\n.BR latchkey\\-" + escaped(command.name()) + " (1)\n" + escaped(command.summary()) + ".\n");
        }
        page.append(".SH OPTIONS\nThey are accepted before and after the command's name.\n");
        page.append(options(CommandTable.COMMON)).append(options(CommandTable.SERVER));
        topic(page, "ENVIRONMENT", "environment");
        topic(page, "FILES", "files");
        exitCodes(page);
        return page.toString();
    }

    private static String page(String version, CommandSpec command) {
        List<CommandSpec> below = CommandTable.below(command.name());
        StringBuilder page = head(
                version,
                "latchkey-" + command.name(),
                command.summary(),
                (below.isEmpty() ? "" : "\\fICOMMAND\\fR ") + "[\\fIOPTIONS\\fR] "
                        + escaped(command.words().shown()),
                command.help());
        if (!below.isEmpty()) {
            page.append(".SH COMMANDS\n");
            for (CommandSpec one : below) {
                page.append(".TP\n.B "
                        + escaped(one.name() + " " + one.words().shown()).strip() + "\n" + escaped(one.help())
                        + "\n.RS\n" + options(one.options()) + ".RE\n");
            }
        }
        CommandSpec.Words words = command.words();
        if (!words.shown().isEmpty()) {
            String choices = words.choices().isEmpty() ? "" : "One of: " + String.join(", ", words.choices()) + ".\n";
            page.append(".SH ARGUMENTS\n.TP\n.I " + escaped(words.shown()) + "\n" + escaped(choices));
        }
        page.append(command.options().isEmpty() ? "" : ".SH OPTIONS\n" + options(command.options()));
        page.append(command.examples().isEmpty() ? "" : ".SH EXAMPLES\n");
        for (CommandSpec.Example example : command.examples()) {
            page.append(".TP\n.B " + escaped(example.line()) + "\n" + escaped(example.what()) + "\n");
        }
        exitCodes(page);
        page.append(
                ".SH SEE ALSO\n.BR latchkey (1),\nfor the options of all commands, the environment and the files\n");
        return page.toString();
    }

    private static StringBuilder head(String version, String name, String summary, String rest, String description) {
        return new StringBuilder(".TH " + name.toUpperCase(Locale.ROOT) + " 1 \"\" \"Latchkey " + version
                + "\" \"Latchkey\"\n.SH NAME\n" + escaped(name) + " \\- " + escaped(summary) + "\n.SH SYNOPSIS\n.B "
                + escaped(name.replaceFirst("-", " ")) + "\n" + rest + "\n.SH DESCRIPTION\n" + escaped(description)
                + "\n");
    }

    private static String options(List<OptionSpec> options) {
        StringBuilder text = new StringBuilder();
        for (OptionSpec option : options) {
            text.append(".TP\n")
                    .append(option.letter().isEmpty() ? "" : "\\fB\\-" + option.letter() + "\\fR, ")
                    .append("\\fB" + escaped("--" + option.name()) + "\\fR")
                    .append(option.takesValue() ? " \\fI" + escaped(option.value()) + "\\fR" : "")
                    .append("\n" + escaped(HelpText.help(option)) + "\n");
        }
        return text.toString();
    }

    /** A topic's text with its layout preserved. */
    private static void topic(StringBuilder page, String heading, String topic) {
        page.append(".SH " + heading + "\n.nf\n");
        String text = HelpText.topic(topic).orElseThrow();
        text.lines().forEach(line -> page.append(escaped(line)).append('\n'));
        page.append(".fi\n");
    }

    private static void exitCodes(StringBuilder page) {
        page.append(".SH EXIT STATUS\n");
        for (ExitCode code : ExitCode.values()) {
            page.append(".TP\n.B " + code.code() + "\n" + escaped(code.meaning()) + "\n");
        }
    }

    /** A line that starts with a dot or an apostrophe would be interpreted as a macro. */
    private static String escaped(String text) {
        String safe = text.replace("\\", "\\\\").replace("-", "\\-");
        return safe.startsWith(".") || safe.startsWith("'") ? "\\&" + safe : safe;
    }
}
