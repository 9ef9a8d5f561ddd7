package dev.latchkey.cli.command;

import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.failure.UsageException;
import dev.latchkey.cli.line.ParsedLine;
import dev.latchkey.cli.wiring.CliComponent;
import dev.latchkey.local.preset.Presets;
import dev.latchkey.model.DisplayText;

/** Forgets a provider. */
final class ProviderRemoveCommand implements BaseCommand {
    private final boolean force;
    private final String name;

    ProviderRemoveCommand(ParsedLine line) {
        this.force = line.has("force");
        this.name = line.words().get(0);
    }

    @Override
    public ExitCode run(CliComponent cli) {
        boolean inUse = cli.store().list().stream().anyMatch(id -> id.provider().equals(name));
        if (inUse && !force) {
            throw new UsageException("Somebody is logged in at " + DisplayText.clean(name, 80)
                    + ". Log out first with \"latchkey logout --all --provider " + DisplayText.clean(name, 80)
                    + "\", or remove it with --force.");
        }
        if (Presets.named(name).isPresent()) {
            throw new UsageException("The provider " + name + " is built in and cannot be removed.");
        }
        if (!cli.providerFiles().remove(name)) {
            throw new UsageException("There is no provider \"" + DisplayText.clean(name, 80)
                    + "\" to remove. See \"latchkey provider list\".");
        }
        cli.terminal().say("Removed " + name + ".");
        return ExitCode.DONE;
    }
}
