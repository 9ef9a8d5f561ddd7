package dev.latchkey.cli.command;

import dev.latchkey.cli.line.CommandTable;
import dev.latchkey.cli.line.ExitCode;
import dev.latchkey.cli.line.FailureReport;
import dev.latchkey.cli.line.HelpText;
import dev.latchkey.cli.line.LineParser;
import dev.latchkey.cli.line.Options;
import dev.latchkey.cli.line.UsageException;
import dev.latchkey.console.Terminal;
import java.util.function.ToIntFunction;

/**
 * Runs a command line and converts exceptions to a message and an exit code.
 *
 * @param commands runs the parsed command line
 */
public record CommandRunner(Terminal terminal, ToIntFunction<Options> commands) {
    /** Runs the command and returns the exit code. Never throws. */
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
        } catch (UsageException e) {
            return FailureReport.print(e, terminal.err(), false).code();
        } catch (Throwable e) { // A broken installation causes an Error.
            return FailureReport.print(e, terminal.err(), true).code();
        }
    }

    private int codeOf(String... arguments) {
        Options line = LineParser.parse(arguments);
        if (line.has("version")) {
            terminal.say(CommandTable.PROGRAM + " " + version());
            return ExitCode.DONE.code();
        }
        if (line.has("help")) {
            terminal.out().print(HelpText.of(line.spec()));
            return ExitCode.DONE.code();
        }
        try {
            return commands.applyAsInt(line);
        } catch (Exception e) { // OkHttp may throw exceptions that Kotlin does not check.
            return FailureReport.print(e, terminal.err(), line.has("verbose")).code();
        }
    }

    /** The version from the jar's manifest. */
    static String version() {
        String version = CommandRunner.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }
}
