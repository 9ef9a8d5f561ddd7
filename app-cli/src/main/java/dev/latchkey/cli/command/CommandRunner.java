package dev.latchkey.cli.command;

import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.failure.FailureReport;
import dev.latchkey.cli.options.GlobalOptions;
import dev.latchkey.cli.usage.QuickRefusal;
import dev.latchkey.cli.usage.WrongUsage;
import dev.latchkey.cli.wiring.CliComponent;
import dev.latchkey.console.Terminal;
import java.util.Objects;
import java.util.function.Function;

/** Runs a command line, and turns what it throws into a message and an exit code. */
public final class CommandRunner {
    private final Terminal terminal;
    private final Function<GlobalOptions, CliComponent> graph;

    /** @param graph makes what a command works with, once its options are known */
    public CommandRunner(Terminal terminal, Function<GlobalOptions, CliComponent> graph) {
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
        PlainLine plain = PlainLine.read(arguments);
        if (plain != null) {
            return run(plain);
        }
        WrongUsage wrong = QuickRefusal.of(arguments);
        if (wrong != null) {
            wrong.lines().forEach(terminal::note);
            return ExitCode.USAGE.code();
        }
        return new ParsedLine(terminal, graph).run(arguments);
    }

    private int run(PlainLine line) {
        try {
            return line.command().runWith(graph.apply(line.options()));
        } catch (Exception e) { // OkHttp lets out what Kotlin does not check.
            return FailureReport.print(e, terminal.err(), line.options().isVerbose())
                    .code();
        }
    }
}
