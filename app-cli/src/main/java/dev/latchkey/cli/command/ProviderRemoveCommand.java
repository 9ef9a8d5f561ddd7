package dev.latchkey.cli.command;

import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.failure.UsageException;
import dev.latchkey.cli.options.Options;
import dev.latchkey.console.Terminal;
import dev.latchkey.local.LocalInstallation;
import dev.latchkey.local.preset.Presets;
import dev.latchkey.model.DisplayText;

/** Forgets a provider. */
public record ProviderRemoveCommand(Options options, Terminal terminal, LocalInstallation installation)
        implements Command {
    @Override
    public ExitCode run() {
        String name = options.words().get(0);
        String shown = DisplayText.clean(name, 80);
        boolean inUse = installation.stores().sessions().list().stream()
                .anyMatch(id -> id.provider().equals(name));
        if (inUse && !options.has("force")) {
            throw new UsageException(
                    "Somebody is logged in at " + shown + ". Log out first with \"latchkey logout --all --provider "
                            + shown + "\", or remove it with --force.");
        }
        if (Presets.named(name).isPresent()) {
            throw new UsageException("The provider " + name + " is built in and cannot be removed.");
        }
        if (!installation.providers().remove(name)) {
            throw new UsageException(
                    "There is no provider \"" + shown + "\" to remove. See \"latchkey provider list\".");
        }
        terminal.say("Removed " + name + ".");
        return ExitCode.DONE;
    }
}
