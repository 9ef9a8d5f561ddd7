package dev.latchkey.cli;

import dev.latchkey.cli.command.CommandRunner;
import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.quick.QuickToken;
import dev.latchkey.cli.session.OpenSessions;
import dev.latchkey.cli.wiring.DaggerCliComponent;
import dev.latchkey.cli.wiring.Environment;
import dev.latchkey.console.ResultStream;
import dev.latchkey.console.SystemTerminal;
import dev.latchkey.console.Terminal;
import dev.latchkey.model.Secret;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The command line's process. */
public final class Main {
    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        Environment environment = Environment.ofThisProcess();
        Secret token = QuickToken.line(arguments, environment);
        if (token != null) {
            // Nothing runs that could have to be put away.
            Runtime.getRuntime().halt(print(token));
        }
        OpenSessions sessions = new OpenSessions();
        Shutdown shutdown = Shutdown.install(Thread.currentThread(), sessions);
        Terminal terminal = SystemTerminal.open();
        int code = ExitCode.UNEXPECTED.code();
        try {
            code = new CommandRunner(
                            terminal,
                            options -> DaggerCliComponent.factory().create(environment, terminal, options, sessions))
                    .run(arguments);
            sessions.awaitRenewals();
        } finally {
            shutdown.commandEnded();
        }
        if (!shutdown.isUnderWay()) {
            // Not a mere return: a library's thread could hold the process. Nor an orderly exit: all is put away, and
            // from JDK 21 on that sets up logging, to note at a level that nobody reads that it was asked for.
            Runtime.getRuntime().halt(code);
        }
    }

    @SuppressWarnings("resource") // Standard output is not ours to close.
    private static int print(Secret line) {
        try {
            byte[] text = (line.reveal() + System.lineSeparator()).getBytes(StandardCharsets.UTF_8);
            new FileOutputStream(FileDescriptor.out).write(text);
            return ExitCode.DONE.code();
        } catch (IOException e) {
            if (ResultStream.isPipe()) {
                return ExitCode.DONE.code(); // Its reader has seen enough.
            }
            SystemTerminal.open().noteLostResult();
            return ExitCode.UNEXPECTED.code();
        }
    }
}
