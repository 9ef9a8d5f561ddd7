package dev.latchkey.cli.command;

import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.failure.UsageException;
import dev.latchkey.cli.options.Environment;
import dev.latchkey.cli.options.Options;
import dev.latchkey.cli.text.Report;
import dev.latchkey.cli.text.Results;
import dev.latchkey.local.LocalInstallation;
import dev.latchkey.local.preset.Preset;
import dev.latchkey.local.preset.Presets;
import dev.latchkey.local.provider.ProviderDescription;
import dev.latchkey.model.DisplayText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows what is known of a provider. */
public record ProviderShowCommand(
        Options options, Results results, Environment environment, LocalInstallation installation) implements Command {
    /** As its file has it, or would have it. */
    private record Provider(Map<String, @Nullable Object> json) implements Report {
        @Override
        public List<String> lines() {
            return json.entrySet().stream()
                    .map(entry -> entry.getKey() + ": " + text(entry.getValue()))
                    .toList();
        }

        private static String text(@Nullable Object value) {
            String text = value instanceof List<?> list
                    ? String.join(" ", list.stream().map(String::valueOf).toList())
                    : String.valueOf(value);
            return DisplayText.clean(text, 400);
        }
    }

    @Override
    public ExitCode run() {
        String name = options.words().get(0);
        Map<String, @Nullable Object> object = Report.object("name", name);
        object.putAll(description(name));
        results.show(new Provider(object));
        return ExitCode.DONE;
    }

    private Map<String, Object> description(String name) {
        Optional<Preset> preset = Presets.named(name);
        if (preset.isPresent()) {
            return ProviderDescription.of(
                    preset.get().provider(environment.variables()).provider());
        }
        return installation
                .providers()
                .find(name)
                .map(ProviderDescription::of)
                .orElseThrow(() -> new UsageException("There is no provider \"" + DisplayText.clean(name, 80)
                        + "\". See \"latchkey provider list\"."));
    }
}
