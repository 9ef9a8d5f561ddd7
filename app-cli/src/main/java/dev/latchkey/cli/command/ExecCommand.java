package dev.latchkey.cli.command;

import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.failure.UsageException;
import dev.latchkey.cli.line.ParsedLine;
import dev.latchkey.cli.wiring.CliComponent;
import dev.latchkey.model.DisplayText;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs a command with the token in its environment, so that it is in no file and no process list. The launcher itself becomes the
 * command: signals, descriptors, the exit code and the bytes of arguments are then the system's affair. Where there is no launcher
 * that could, as on Windows, the command is started from here and waited for.
 */
final class ExecCommand implements BaseCommand {
    /** The environment variable for the token unless another is asked for. */
    static final String VARIABLE = "LATCHKEY_TOKEN";

    /** The property with the file that the launcher reads what to run from. */
    private static final String PIPE = "latchkey.pipe";

    private final String variable;
    private final @Nullable Duration minimumLife;
    private final List<String> command;

    ExecCommand(ParsedLine line) {
        String name = line.value("variable");
        this.variable = name == null ? VARIABLE : name;
        this.minimumLife = MinimumLife.of(line);
        this.command = line.words();
    }

    @Override
    public ExitCode run(CliComponent cli) {
        throw new IllegalStateException("ends with the command's own code");
    }

    @Override
    public int runForCode(CliComponent cli) {
        checkVariable();
        String token = TokenAccess.of(cli, minimumLife).token().reveal();
        String pipe = System.getProperty(PIPE);
        if (pipe == null) {
            return ChildProcess.run(command, variable, token, cli.terminal());
        }
        try (OutputStream launcher = new FileOutputStream(pipe)) {
            String answer = command.size() + "\n" + variable + "=" + token;
            launcher.write(answer.getBytes(StandardCharsets.UTF_8));
            return ExitCode.DONE.code();
        } catch (IOException e) {
            throw new IllegalStateException("the launcher did not take the answer", e);
        }
    }

    private void checkVariable() {
        if (!variable.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            throw new UsageException(
                    "\"" + DisplayText.clean(variable, 80) + "\" is not a valid environment variable name.");
        }
        if (ReservedVariables.contains(variable)) {
            throw new UsageException("--variable " + variable + " would change how the command is found or run. Use"
                    + " another name, such as " + VARIABLE + ".");
        }
    }
}
