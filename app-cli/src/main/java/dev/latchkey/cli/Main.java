package dev.latchkey.cli;

import dev.latchkey.cli.command.CommandRunner;
import dev.latchkey.cli.command.Commands;
import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.options.Environment;
import dev.latchkey.cli.session.OpenSessions;
import dev.latchkey.console.SystemTerminal;
import dev.latchkey.console.Terminal;

/** The entry point of the command line. */
public final class Main {
    private Main() {}

    /** Runs one command and exits with its exit code. */
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
            // Not a plain return, because a library's thread could keep the process alive. Not System.exit either:
            // everything is closed
            // already, and since JDK 21 that initializes logging to log the exit at a level that is disabled.
            Runtime.getRuntime().halt(code);
        }
    }
}
