package dev.latchkey.cli.command;

import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.line.ParsedLine;
import dev.latchkey.cli.text.Columns;
import dev.latchkey.cli.wiring.CliComponent;
import dev.latchkey.error.StorageException;
import dev.latchkey.local.preset.Preset;
import dev.latchkey.local.preset.Presets;
import dev.latchkey.local.provider.ProviderConfig;
import dev.latchkey.model.DisplayText;
import dev.latchkey.oauth.OAuthProvider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Lists the providers that are known. */
final class ProviderListCommand implements BaseCommand {
    private final boolean asJson;

    ProviderListCommand(ParsedLine line) {
        this.asJson = line.has("json");
    }

    @Override
    public ExitCode run(CliComponent cli) {
        List<Map<String, Object>> providers = new ArrayList<>();
        for (Preset preset : Presets.all()) {
            OAuthProvider known = preset.provider(cli.environment().variables()).provider();
            providers.add(entry(preset.name(), "server", "https://" + known.authDomain()));
        }
        cli.providerFiles().names().forEach(name -> providers.add(configured(cli, name)));
        if (asJson) {
            cli.jsonLines().print(Map.of("providers", providers));
        } else {
            Columns table = new Columns();
            providers.forEach(provider -> table.row(String.valueOf(provider.get("name")), text(provider)));
            table.lines().forEach(cli.terminal()::say);
        }
        return ExitCode.DONE;
    }

    /** A broken file does not keep the others from being listed. */
    private static Map<String, Object> configured(CliComponent cli, String name) {
        try {
            ProviderConfig config = cli.providerFiles().find(name).orElseThrow();
            String issuer = config.issuer();
            String server = issuer != null
                    ? issuer
                    : Objects.requireNonNull(config.endpoints()).token();
            return entry(name, "server", server);
        } catch (StorageException e) {
            return entry(name, "error", String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, Object> entry(String name, String key, String value) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", name);
        entry.put(key, value);
        return entry;
    }

    private static String text(Map<String, Object> provider) {
        Object what = provider.getOrDefault("server", provider.get("error"));
        return DisplayText.clean(String.valueOf(what), 400);
    }
}
