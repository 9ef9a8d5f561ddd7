package dev.latchkey.cli.command;

import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.wiring.CliComponent;
import dev.latchkey.error.LoginRequiredException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What all commands have in common: help, and the graph of what they work with. */
abstract class BaseCommand implements Callable<Integer> {
    @Spec
    @Nullable
    CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("unused") // picocli looks at it
    private boolean help;

    /** Does what the command is for; what is thrown is reported by the {@link CommandRunner}. */
    abstract ExitCode run(CliComponent cli);

    /** The same, for a command that may end with another program's exit code. */
    int runForCode(CliComponent cli) {
        return run(cli).code();
    }

    @Override
    public final Integer call() {
        return runWith(root().graph());
    }

    /** The same as picocli does when it has set the command up. */
    final int runWith(CliComponent cli) {
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

    /** The command's own place in the command line. */
    final CommandSpec spec() {
        if (spec == null) {
            throw new IllegalStateException("picocli has not set this command up");
        }
        return spec;
    }

    private LatchkeyCommand root() {
        return (LatchkeyCommand) spec().root().userObject();
    }
}
