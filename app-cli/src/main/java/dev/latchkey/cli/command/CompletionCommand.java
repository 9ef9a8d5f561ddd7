package dev.latchkey.cli.command;

import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.failure.UsageException;
import dev.latchkey.cli.line.ParsedLine;
import dev.latchkey.cli.manual.ShellScripts;
import dev.latchkey.cli.wiring.CliComponent;
import dev.latchkey.model.DisplayText;
import java.util.Locale;

/** Prints a script that completes command lines. */
final class CompletionCommand implements BaseCommand {
    private final String shell;

    CompletionCommand(ParsedLine line) {
        this.shell = line.words().get(0);
    }

    @Override
    public ExitCode run(CliComponent cli) {
        cli.terminal()
                .out()
                .print(
                        switch (shell.toLowerCase(Locale.ROOT)) {
                            case "bash" -> ShellScripts.bash();
                            case "zsh" -> ShellScripts.zsh();
                            case "fish" -> ShellScripts.fish();
                            default ->
                                throw new UsageException("There is no script for \"" + DisplayText.clean(shell, 80)
                                        + "\", only for bash, zsh and fish.");
                        });
        return ExitCode.DONE;
    }
}
