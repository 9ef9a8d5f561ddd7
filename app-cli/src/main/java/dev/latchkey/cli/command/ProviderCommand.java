package dev.latchkey.cli.command;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Other OAuth servers than Bitfount's. */
@Command(
        name = "provider",
        description = "Other OAuth servers: list, show, add or remove them.",
        subcommands = {
            ProviderListCommand.class,
            ProviderShowCommand.class,
            ProviderAddCommand.class,
            ProviderRemoveCommand.class
        })
final class ProviderCommand implements Runnable {
    @Spec
    @Nullable
    CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("unused") // picocli looks at it
    private boolean help;

    @Override
    public void run() {
        throw new ParameterException(
                Objects.requireNonNull(spec).commandLine(),
                "Say what to do with providers: list, show, add or remove.");
    }
}
