package dev.latchkey.cli.command;

import dev.latchkey.cli.options.GlobalOptions;
import dev.latchkey.cli.wiring.CliComponent;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The root of the command line: it holds the options of all commands, and does nothing without one. */
@Command(
        name = "latchkey",
        description = "Log in with a device code (OAuth 2.0, RFC 8628) and use the login in commands and scripts.",
        versionProvider = Version.class)
final class LatchkeyCommand implements Runnable {
    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    private final GlobalOptions options = new GlobalOptions();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("unused") // picocli looks at it
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    @SuppressWarnings("unused") // picocli looks at it
    private boolean version;

    private final Function<GlobalOptions, CliComponent> graph;

    /** @param graph makes the graph for a command, once its options are known */
    LatchkeyCommand(Function<GlobalOptions, CliComponent> graph) {
        this.graph = Objects.requireNonNull(graph, "graph");
    }

    /** The graph for the command that was given. */
    CliComponent graph() {
        return graph.apply(options);
    }

    boolean isVerbose() {
        return options.isVerbose();
    }

    @Override
    public void run() {
        throw new ParameterException(
                Objects.requireNonNull(spec).commandLine(), "Say what to do, for instance: latchkey login");
    }
}
