package dev.latchkey.cli.command;

import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.wiring.CliComponent;
import dev.latchkey.error.LoginRequiredException;

/** A command. An interface, so that to name one in a table does not load its class. */
interface BaseCommand {
    /** Does what the command is for; what is thrown is reported by the {@link CommandRunner}. */
    ExitCode run(CliComponent cli);

    /** The same, for a command that may end with another program's exit code. */
    default int runForCode(CliComponent cli) {
        return run(cli).code();
    }

    /** The same; what happened beside it is told. */
    default int runWith(CliComponent cli) {
        int code = codeOf(cli);
        // The command succeeded all the same, with a token that is still valid.
        cli.notes().renewalFailure().ifPresent(why -> cli.terminal().warn(why));
        return code;
    }

    private int codeOf(CliComponent cli) {
        try {
            return runForCode(cli);
        } catch (LoginRequiredException e) {
            throw cli.notLoggedIn().explained(e);
        }
    }
}
