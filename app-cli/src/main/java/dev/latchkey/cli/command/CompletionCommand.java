package dev.latchkey.cli.command;

import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.manual.ShellScripts;
import dev.latchkey.cli.options.Options;
import dev.latchkey.console.Terminal;

/** Prints a script that completes command lines. */
public record CompletionCommand(Options options, Terminal terminal) implements Command {
    @Override
    public ExitCode run() {
        terminal.out().print(ShellScripts.of(options.words().get(0)));
        return ExitCode.DONE;
    }
}
