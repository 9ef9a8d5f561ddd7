package dev.latchkey.cli.command;

import dev.latchkey.cli.line.ExitCode;

/** A command with its dependencies. An interface, so that naming one in a table does not load its class. */
interface Command {
    /** Runs the command. The {@link Commands} report what it throws. */
    ExitCode run();
}
