package dev.latchkey.cli.command;

import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.options.Environment;
import dev.latchkey.cli.text.Columns;
import dev.latchkey.cli.text.Report;
import dev.latchkey.cli.text.Results;
import dev.latchkey.error.StorageException;
import dev.latchkey.local.LocalInstallation;
import dev.latchkey.local.preset.Preset;
import dev.latchkey.local.preset.Presets;
import dev.latchkey.local.provider.ProviderConfig;
import dev.latchkey.model.DisplayText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lists the providers that are known. */
public record ProviderListCommand(Results results, Environment environment, LocalInstallation installation)
        implements Command {
    /** One of them: its server, or why its file cannot be read. */
    private record Known(String name, String what, boolean isReadable) {}

    private record Providers(List<Known> known) implements Report {
        @Override
        public List<String> lines() {
            Columns table = new Columns();
            known.forEach(one -> table.row(one.name(), DisplayText.clean(one.what(), 400)));
            return table.lines();
        }

        @Override
        public Map<String, @Nullable Object> json() {
            return Report.object(
                    "providers",
                    known.stream()
                            .map(one -> Report.object(
                                    "name", one.name(), one.isReadable() ? "server" : "error", one.what()))
                            .toList());
        }
    }

    @Override
    public ExitCode run() {
        List<Known> known = new ArrayList<>();
        for (Preset preset : Presets.all()) {
            String domain = preset.provider(environment.variables()).provider().authDomain();
            known.add(new Known(preset.name(), "https://" + domain, true));
        }
        installation.providers().names().forEach(name -> known.add(configured(name)));
        results.show(new Providers(known));
        return ExitCode.DONE;
    }

    /** A broken file does not keep the others from being listed. */
    private Known configured(String name) {
        try {
            ProviderConfig config = installation.providers().find(name).orElseThrow();
            String issuer = config.issuer();
            return new Known(
                    name,
                    issuer != null
                            ? issuer
                            : Objects.requireNonNull(config.endpoints()).token(),
                    true);
        } catch (StorageException e) {
            return new Known(name, String.valueOf(e.getMessage()), false);
        }
    }
}
