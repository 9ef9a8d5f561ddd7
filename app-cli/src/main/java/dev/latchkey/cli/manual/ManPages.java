package dev.latchkey.cli.manual;

import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.manual.Entry.Choice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** Pages for man(1), in roff's man macros: one for the whole, one for each command. */
public final class ManPages {
    private final Entry root;
    private final String version;

    /** @param root the definition of the command line, with all of its commands */
    public ManPages(CommandSpec root, String version) {
        this.root = Entry.of(root);
        this.version = version;
    }

    /** All pages by their file names. */
    public Map<String, String> all() {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("latchkey.1", page("latchkey", root, "\\fICOMMAND\\fR"));
        root.commands().forEach(command -> {
            String name = "latchkey-" + command.name();
            pages.put(name + ".1", page(name, command, command.commands().isEmpty() ? "" : "\\fICOMMAND\\fR"));
        });
        return pages;
    }

    private String page(String name, Entry entry, String rest) {
        StringBuilder page = new StringBuilder(".TH " + name.toUpperCase(Locale.ROOT) + " 1 \"\" \"Latchkey "
                + version + "\" \"Latchkey\"\n.SH NAME\n" + escaped(name) + " \\- "
                + escaped(Entry.firstSentence(entry.description())) + "\n.SH SYNOPSIS\n.B "
                + escaped(name.replaceFirst("-", " "))
                + "\n[\\fIOPTIONS\\fR] " + rest + "\n.SH DESCRIPTION\n" + escaped(entry.description()) + "\n");
        if (!entry.commands().isEmpty()) {
            page.append(".SH COMMANDS\n");
            entry.commands().forEach(below -> {
                page.append(".TP\n.B " + escaped(below.name()) + "\n" + escaped(below.description()) + "\n");
                if (entry != root) {
                    page.append(".RS\n" + options(below.options()) + ".RE\n");
                }
            });
        }
        page.append(".SH OPTIONS\n" + options(entry.options()));
        if (entry != root) {
            page.append("The options of all commands are in\n.BR latchkey (1).\n");
        }
        page.append(".SH EXIT STATUS\n");
        for (ExitCode code : ExitCode.values()) {
            page.append(".TP\n.B " + code.code() + "\n" + escaped(code.meaning()) + "\n");
        }
        return page.append(".SH SEE ALSO\n" + seeAlso(entry) + "\n").toString();
    }

    private static String options(List<Choice> options) {
        return options.stream()
                .map(option -> ".TP\n"
                        + option.names().stream()
                                .map(name -> "\\fB" + escaped(name) + "\\fR")
                                .collect(Collectors.joining(", "))
                        + (option.label().isEmpty() ? "" : " \\fI" + escaped(option.label()) + "\\fR")
                        + "\n" + escaped(option.description()) + "\n")
                .collect(Collectors.joining());
    }

    private String seeAlso(Entry entry) {
        return entry == root
                ? root.commands().stream()
                        .map(command -> ".BR latchkey\\-" + escaped(command.name()) + " (1)")
                        .collect(Collectors.joining(",\n"))
                : ".BR latchkey (1)";
    }

    /** A line that begins with a dot or an apostrophe would be taken for a macro. */
    private static String escaped(String text) {
        String safe = text.replace("\\", "\\\\").replace("-", "\\-");
        return safe.startsWith(".") || safe.startsWith("'") ? "\\&" + safe : safe;
    }
}
