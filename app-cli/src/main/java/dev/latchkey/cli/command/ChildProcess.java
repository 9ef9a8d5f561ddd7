package dev.latchkey.cli.command;

import dev.latchkey.cli.line.ExitCode;
import dev.latchkey.console.Terminal;
import dev.latchkey.model.DisplayText;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A command of the user's that this process starts and waits for, however long it takes. It is never killed. */
final class ChildProcess {
    private @Nullable Process process;

    private ChildProcess() {}

    /**
     * Runs the command to its end. A signal from the terminal that ends this process also reaches the command, which handles it in its own
     * way; this process waits for it.
     *
     * @return its exit code; 126 if it cannot be executed, 127 if there is no such command
     */
    static int run(List<String> command, String variable, String token, Terminal terminal) {
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put(variable, token);
        ChildProcess child = new ChildProcess();
        // Before the command is started, because a signal may arrive as soon as it is.
        Runtime.getRuntime().addShutdownHook(new Thread(child::endWithIt, "latchkey-exec"));
        try {
            return end(child.start(builder));
        } catch (IOException e) {
            return notStarted(command.get(0), String.valueOf(e.getMessage()), terminal);
        }
    }

    private synchronized Process start(ProcessBuilder builder) throws IOException {
        Process started = builder.start();
        process = started;
        return started;
    }

    private void endWithIt() {
        Process started;
        synchronized (this) {
            started = process;
        }
        if (started != null) {
            Runtime.getRuntime().halt(end(started));
        }
    }

    private static int end(Process process) {
        while (true) {
            try {
                return process.waitFor();
            } catch (InterruptedException e) {
                // The command ends by itself.
            }
        }
    }

    /** The error number for "no such file" is the same on Windows. */
    private static int notStarted(String name, String message, Terminal terminal) {
        boolean isMissing = message.matches("(?s).*error[=:] ?2\\b.*");
        terminal.note("latchkey: " + DisplayText.clean(name, 200)
                + (isMissing ? ": command not found" : " is not an executable file"));
        return (isMissing ? ExitCode.NOT_FOUND : ExitCode.NOT_EXECUTABLE).code();
    }
}
