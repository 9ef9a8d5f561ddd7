package dev.latchkey.cli.command;

import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.failure.UsageException;
import dev.latchkey.cli.options.Options;
import dev.latchkey.console.Terminal;
import dev.latchkey.model.DisplayText;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Runs a command with the token in its environment, so that it appears in no file and no process list. The launcher replaces itself with
 * the command, so that signals, descriptors, the exit code and the bytes of arguments are handled by the system. If the launcher cannot do
 * that, as on Windows, the command is started from here.
 */
record ExecCommand(Options options, TokenAccess access, Terminal terminal) implements Command {
    /** The environment variable for the token unless another one is requested. */
    static final String VARIABLE = "LATCHKEY_TOKEN";

    /** The system property that names the file from which the launcher reads the command to run. */
    private static final String PIPE = "latchkey.pipe";

    @Override
    public ExitCode run() {
        throw new IllegalStateException("ends with the command's own code");
    }

    @Override
    public int runForCode() {
        String given = options.value("variable");
        String variable = given == null ? VARIABLE : given;
        List<String> command = options.words();
        check(variable);
        String token = access.get().token().reveal();
        String pipe = System.getProperty(PIPE);
        if (pipe == null) {
            return ChildProcess.run(command, variable, token, terminal);
        }
        try (OutputStream launcher = new FileOutputStream(pipe)) {
            String answer = command.size() + "\n" + variable + "=" + token;
            launcher.write(answer.getBytes(StandardCharsets.UTF_8));
            return ExitCode.DONE.code();
        } catch (IOException e) {
            throw new IllegalStateException("the launcher did not take the answer", e);
        }
    }

    private static void check(String variable) {
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
