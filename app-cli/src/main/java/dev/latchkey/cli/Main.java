package dev.latchkey.cli;

import dev.latchkey.cli.command.CommandRunner;
import dev.latchkey.cli.command.Commands;
import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.options.Environment;
import dev.latchkey.cli.session.OpenSessions;
import dev.latchkey.console.SystemTerminal;
import dev.latchkey.console.Terminal;

/** The command line's process. */
public final class Main {
    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        Environment environment = Environment.ofThisProcess();
        OpenSessions sessions = new OpenSessions();
        Shutdown shutdown = Shutdown.install(Thread.currentThread(), sessions);
        Terminal terminal = SystemTerminal.open();
        int code = ExitCode.UNEXPECTED.code();
        try {
            code = new CommandRunner(terminal, new Commands(environment, terminal, sessions)).run(arguments);
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
}
