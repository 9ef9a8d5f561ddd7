package dev.latchkey.cli.command;

import dev.latchkey.cli.failure.ExitCode;

/** A command, made with what it uses. An interface, so that to name one in a table does not load its class. */
interface Command {
    /** Does what the command is for; what is thrown is reported by the {@link CommandRunner}. */
    ExitCode run();

    /** The same, for a command that may end with another program's exit code. */
    default int runForCode() {
        return run().code();
    }
}
