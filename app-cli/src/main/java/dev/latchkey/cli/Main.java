package dev.latchkey.cli;

import dev.latchkey.cli.command.CommandRunner;
import dev.latchkey.cli.console.SystemTerminal;
import dev.latchkey.cli.console.Terminal;
import dev.latchkey.cli.session.OpenSessions;
import dev.latchkey.cli.wiring.DaggerCliComponent;
import dev.latchkey.cli.wiring.Environment;

/** The command line's process. */
public final class Main {
    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        OpenSessions sessions = new OpenSessions();
        Shutdown shutdown = Shutdown.install(Thread.currentThread(), sessions);
        Terminal terminal = SystemTerminal.open();
        Environment environment = Environment.ofThisProcess();
        int code = new CommandRunner(
                        terminal,
                        options -> DaggerCliComponent.factory().create(environment, terminal, options, sessions))
                .run(arguments);
        sessions.awaitRenewals();
        shutdown.commandEnded();
        // Not a mere return: a library's thread could hold the process.
        System.exit(code);
    }
}
