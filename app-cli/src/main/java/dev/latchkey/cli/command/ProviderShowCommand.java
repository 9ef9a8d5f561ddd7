package dev.latchkey.cli.command;

import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.failure.UsageException;
import dev.latchkey.cli.line.ParsedLine;
import dev.latchkey.cli.wiring.CliComponent;
import dev.latchkey.local.preset.Preset;
import dev.latchkey.local.preset.Presets;
import dev.latchkey.local.provider.ProviderDescription;
import dev.latchkey.model.DisplayText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shows what is known of a provider. */
final class ProviderShowCommand implements BaseCommand {
    private final boolean asJson;
    private final String name;

    ProviderShowCommand(ParsedLine line) {
        this.asJson = line.has("json");
        this.name = line.words().get(0);
    }

    @Override
    public ExitCode run(CliComponent cli) {
        Map<String, Object> provider = new LinkedHashMap<>();
        provider.put("name", name);
        provider.putAll(description(cli));
        if (asJson) {
            cli.jsonLines().print(provider);
        } else {
            provider.forEach((key, value) -> cli.terminal().say(key + ": " + text(value)));
        }
        return ExitCode.DONE;
    }

    private Map<String, Object> description(CliComponent cli) {
        Optional<Preset> preset = Presets.named(name);
        if (preset.isPresent()) {
            return ProviderDescription.of(
                    preset.get().provider(cli.environment().variables()).provider());
        }
        return cli.providerFiles()
                .find(name)
                .map(ProviderDescription::of)
                .orElseThrow(() -> new UsageException("There is no provider \"" + DisplayText.clean(name, 80)
                        + "\". See \"latchkey provider list\"."));
    }

    private static String text(Object value) {
        String text = value instanceof List<?> list
                ? String.join(" ", list.stream().map(String::valueOf).toList())
                : String.valueOf(value);
        return DisplayText.clean(text, 400);
    }
}
