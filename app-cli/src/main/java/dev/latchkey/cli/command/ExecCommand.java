package dev.latchkey.cli.command;

import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.failure.UsageException;
import dev.latchkey.cli.line.ParsedLine;
import dev.latchkey.cli.wiring.CliComponent;
import dev.latchkey.error.CancelledException;
import dev.latchkey.model.DisplayText;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs a command with the token in its environment, so that it is in no file and no process list. */
final class ExecCommand implements BaseCommand {
    /** The environment variable for the token unless another is asked for. */
    static final String VARIABLE = "LATCHKEY_TOKEN";

    private static final int NO_SUCH_COMMAND = 127;
    private static final long SECONDS_TO_END = 4;

    private final String variable;
    private final @Nullable Duration minimumLife;
    private final List<String> command;

    ExecCommand(ParsedLine line) {
        this.variable = variable(line);
        this.minimumLife = MinimumLife.of(line);
        this.command = line.words();
    }

    private static String variable(ParsedLine line) {
        String name = line.value("variable");
        return name == null ? VARIABLE : name;
    }

    @Override
    public ExitCode run(CliComponent cli) {
        throw new IllegalStateException("ends with the command's own code");
    }

    @Override
    public int runForCode(CliComponent cli) {
        if (!variable.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            throw new UsageException(
                    "\"" + DisplayText.clean(variable, 80) + "\" is no name of an environment variable.");
        }
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment()
                .put(variable, TokenAccess.of(cli, minimumLife).token().reveal());
        try {
            return await(builder.start());
        } catch (IOException e) {
            cli.terminal()
                    .note("latchkey: " + DisplayText.clean(command.get(0), 200) + " could not be started: "
                            + DisplayText.clean(String.valueOf(e.getMessage()), 300));
            return NO_SUCH_COMMAND;
        }
    }

    /** Ctrl-C reaches the command as well; it has its own way to end, and a few seconds for it. */
    private static int await(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            return awaitEnd(process, e);
        }
    }

    private static int awaitEnd(Process process, InterruptedException interrupt) {
        process.destroy();
        try {
            if (process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            // Then at once.
        }
        process.destroyForcibly();
        Thread.currentThread().interrupt();
        throw new CancelledException("The command was ended.", interrupt);
    }
}
