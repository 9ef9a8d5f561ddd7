package dev.latchkey.cli.command;

import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.failure.UsageException;
import dev.latchkey.cli.wiring.CliComponent;
import dev.latchkey.model.DisplayText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Forgets a provider. */
@Command(
        name = "remove",
        description = "Remove a provider. One that somebody is logged in at is kept, except with --force.")
final class ProviderRemoveCommand extends BaseCommand {
    @Option(names = "--force", description = "Remove it although somebody is logged in there; the sessions stay.")
    private boolean force;

    @Parameters(paramLabel = "NAME", description = "Which one.")
    private String name = "";

    @Override
    ExitCode run(CliComponent cli) {
        boolean inUse = cli.store().list().stream().anyMatch(id -> id.provider().equals(name));
        if (inUse && !force) {
            throw new UsageException("Somebody is logged in at " + DisplayText.clean(name, 80)
                    + ". Log out first with \"latchkey logout --all --provider " + DisplayText.clean(name, 80)
                    + "\", or remove it with --force.");
        }
        if (!cli.providerFiles().remove(name)) {
            throw new UsageException("There is no provider \"" + DisplayText.clean(name, 80)
                    + "\" to remove. See \"latchkey provider list\".");
        }
        cli.terminal().say("Removed " + name + ".");
        return ExitCode.DONE;
    }
}
