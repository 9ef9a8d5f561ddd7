package dev.latchkey.cli.command;

import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.manual.ShellCompletion;
import dev.latchkey.cli.wiring.CliComponent;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints a script that completes command lines. */
@Command(
        name = "completion",
        description =
                "Print a script that lets a shell complete command lines, the names of your providers and accounts"
                        + " included. For bash: source <(latchkey completion bash)")
final class CompletionCommand extends BaseCommand {
    /** The shells. */
    enum Shell {
        BASH,
        ZSH,
        FISH
    }

    @Parameters(paramLabel = "SHELL", description = "Which shell: bash, zsh or fish.")
    private @Nullable Shell shell;

    @Override
    ExitCode run(CliComponent cli) {
        ShellCompletion completion = new ShellCompletion(spec().root());
        cli.terminal()
                .out()
                .print(
                        switch (shell == null ? Shell.BASH : shell) {
                            case BASH -> completion.bash();
                            case ZSH -> completion.zsh();
                            case FISH -> completion.fish();
                        });
        return ExitCode.DONE;
    }
}
