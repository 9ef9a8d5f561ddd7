package dev.latchkey.cli.command;

import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.failure.FailureReport;
import dev.latchkey.cli.line.CommandTable;
import dev.latchkey.cli.line.LineParser;
import dev.latchkey.cli.line.ParsedLine;
import dev.latchkey.cli.line.WrongLineException;
import dev.latchkey.cli.manual.HelpText;
import dev.latchkey.cli.wiring.CliComponent;
import dev.latchkey.console.Terminal;
import java.util.Objects;
import java.util.function.Function;

/** Runs a command line, and turns what it throws into a message and an exit code. */
public final class CommandRunner {
    private final Terminal terminal;
    private final Function<ParsedLine, CliComponent> graph;

    /** @param graph makes what a command works with, once it is known what was typed */
    public CommandRunner(Terminal terminal, Function<ParsedLine, CliComponent> graph) {
        this.terminal = Objects.requireNonNull(terminal, "terminal");
        this.graph = Objects.requireNonNull(graph, "graph");
    }

    /** Runs the command and returns the exit code; nothing is thrown. */
    public int run(String... arguments) {
        int code = reported(arguments);
        terminal.out().flush();
        if (terminal.out().checkError() && code == ExitCode.DONE.code() && !terminal.readerIsGone()) {
            terminal.noteLostResult();
            return ExitCode.UNEXPECTED.code();
        }
        return code;
    }

    private int reported(String... arguments) {
        try {
            return codeOf(arguments);
        } catch (Throwable e) { // A broken installation shows as an Error.
            return FailureReport.print(e, terminal.err(), true).code();
        }
    }

    private int codeOf(String... arguments) {
        ParsedLine line;
        try {
            line = LineParser.parse(arguments);
        } catch (WrongLineException e) {
            for (String text : e.usage().lines()) {
                terminal.note(text);
            }
            return ExitCode.USAGE.code();
        }
        if (line.has("version")) {
            terminal.say(CommandTable.PROGRAM + " " + Version.number());
            return ExitCode.DONE.code();
        }
        if (line.has("help")) {
            terminal.out().print(HelpText.of(line.command()));
            return ExitCode.DONE.code();
        }
        try {
            return Commands.of(line).runWith(graph.apply(line));
        } catch (Exception e) { // OkHttp lets out what Kotlin does not check.
            return FailureReport.print(e, terminal.err(), line.has("verbose")).code();
        }
    }
}
