package dev.latchkey.cli.command;

import dev.latchkey.cli.line.Environment;
import dev.latchkey.cli.line.ExitCode;
import dev.latchkey.cli.line.FailureReport;
import dev.latchkey.cli.line.LineParser;
import dev.latchkey.cli.line.Options;
import dev.latchkey.cli.line.UsageException;
import dev.latchkey.cli.session.Results;
import dev.latchkey.console.Terminal;
import dev.latchkey.error.StorageException;
import dev.latchkey.local.LocalInstallation;
import dev.latchkey.local.preset.Preset;
import dev.latchkey.local.preset.Presets;
import dev.latchkey.local.preset.ServerPresets;
import dev.latchkey.local.provider.DefaultProvider;
import dev.latchkey.local.provider.ProviderConfig;
import dev.latchkey.local.provider.ProviderDescription;
import dev.latchkey.local.provider.ProviderFiles.Existing;
import dev.latchkey.local.provider.ProviderSelection;
import dev.latchkey.model.DisplayText;
import dev.latchkey.oauth.AuthorizationServer;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.session.Adapters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lists, shows, adds and removes providers, and sets the default one. */
record ProviderCommand(
        Options options, Terminal terminal, Results results, Environment environment, LocalInstallation installation)
        implements Command {
    /** A provider in the list: its server, or why its file cannot be read. */
    private record Known(String name, String what, boolean isReadable, boolean isDefault) {}

    @Override
    public ExitCode run() {
        String name = Objects.requireNonNullElse(options.word(), "");
        switch (options.command()) {
            case "provider list" -> list(options.has("presets") ? presets() : known());
            case "provider show" -> show(options.has("preset") ? preset(name) : described(name));
            case "provider add" -> add(name);
            case "provider use" -> use(name);
            default -> remove(name, DisplayText.clean(name, 80));
        }
        return ExitCode.DONE;
    }

    private List<Known> known() {
        List<Known> known = new ArrayList<>();
        String usual = usual();
        for (Preset preset : Presets.all()) {
            String domain = preset.provider(environment.variables()).provider().authDomain();
            known.add(new Known(
                    preset.name(), "https://" + domain, true, preset.name().equals(usual)));
        }
        for (String name : installation.providers().names()) {
            try {
                ProviderConfig config = installation.providers().find(name).orElseThrow();
                known.add(new Known(name, config.server(), true, name.equals(usual)));
            } catch (StorageException e) { // A broken file does not prevent the others from being listed.
                known.add(new Known(name, FailureReport.message(e), false, name.equals(usual)));
            }
        }
        return known;
    }

    /** An unreadable configuration does not prevent the listing. */
    private String usual() {
        try {
            return installation.defaultProvider().name();
        } catch (StorageException e) {
            terminal.warn(FailureReport.message(e));
            return "";
        }
    }

    private List<Known> presets() {
        return ServerPresets.NAMES.stream()
                .map(name -> new Known(name, installation.presets().named(name).server(), true, false))
                .toList();
    }

    private void list(List<Known> known) {
        List<List<String>> rows = new ArrayList<>();
        List<Map<String, @Nullable Object>> objects = new ArrayList<>();
        for (Known one : known) {
            rows.add(List.of(one.name(), DisplayText.clean(one.what(), 400) + (one.isDefault() ? " (default)" : "")));
            objects.add(Results.object(
                    "name", one.name(), one.isReadable() ? "server" : "error", one.what(), "default", one.isDefault()));
        }
        results.show(Results.columns(rows), Results.object("providers", objects));
    }

    /** A preset as its file is, with placeholders for host and tenant. */
    private Map<String, @Nullable Object> preset(String providerName) {
        if (!providerName.isEmpty()) {
            throw new UsageException("Show a provider or a preset, not both. Leave one of them out.");
        }
        String name = options.preset().orElseThrow().name();
        return new LinkedHashMap<>(installation.presets().named(name).shown());
    }

    /** A provider, as its file is or would be. */
    private Map<String, @Nullable Object> described(String name) {
        if (name.isEmpty()) {
            throw new UsageException("Name a provider, or a preset with --preset. See \"latchkey provider list\".");
        }
        Map<String, @Nullable Object> object = Results.object("name", name);
        object.putAll(Presets.named(name)
                .map(preset -> ProviderDescription.of(
                        preset.provider(environment.variables()).provider()))
                .or(() -> installation.providers().find(name).map(ProviderDescription::of))
                .orElseThrow(() -> unknown(name)));
        return object;
    }

    private void show(Map<String, @Nullable Object> json) {
        List<String> lines = new ArrayList<>();
        json.forEach((name, value) -> {
            String text = value instanceof List<?> list
                    ? String.join(" ", list.stream().map(String::valueOf).toList())
                    : String.valueOf(value);
            lines.add(name + ": " + DisplayText.clean(text, 400));
        });
        results.show(lines, json);
    }

    private static UsageException unknown(String name) {
        return new UsageException("Unknown provider " + UsageException.quoted(name) + ". Run: latchkey provider list");
    }

    private void ask() {
        if (!terminal.isInteractive()) {
            throw new UsageException("Missing argument: NAME", "latchkey provider add");
        }
        ProviderDialogue dialogue = new ProviderDialogue(terminal, installation);
        List<String> words = dialogue.ask();
        Options asked = LineParser.parse(words.toArray(String[]::new));
        ProviderCommand command = new ProviderCommand(asked, terminal, results, environment, installation);
        String name = asked.words().get(0);
        if (dialogue.isTried(ProviderSelection.checked(name, command.config()))) {
            command.add(name);
            terminal.note("To do this without questions, run: latchkey "
                    + String.join(" ", words.stream().map(Options::shellWord).toList()));
        }
    }

    private ProviderConfig config() {
        ProviderConfig described = options.described(options.store("store"));
        return options.preset()
                .map(preset -> installation.presets().config(preset, described))
                .orElse(described);
    }

    private void add(String name) {
        if (name.isEmpty()) {
            ask();
            return;
        }
        Existing existing = options.has("force") ? Existing.REPLACE : Existing.KEEP;
        ProviderConfig config = config();
        OAuthProvider provider = ProviderSelection.checked(name, config);
        installation.providers().checkAddable(name, existing);
        if (!options.has("no-check") && provider.endpoints().isEmpty()) {
            Adapters adapters = installation.adapters();
            var endpoints =
                    new AuthorizationServer(provider, adapters.http(), adapters.json(), adapters.time()).endpoints();
            if (endpoints.deviceAuthorization().isEmpty()) {
                terminal.warn("The server's metadata names no device_authorization_endpoint; a login will fail.");
            }
        }
        boolean first = isFirst();
        installation.providers().add(name, config, existing);
        terminal.say("Added " + name + ". Log in with: latchkey login --provider " + name);
        if (first) {
            use(name);
        }
    }

    /** Whether it becomes the default provider: a built-in one with sessions remains the default. */
    private boolean isFirst() {
        String usual = installation.defaultProvider().name();
        return installation.defaultProvider().configured().isEmpty()
                && installation.providers().names().isEmpty()
                && Presets.named(usual).isPresent()
                && installation.stores().sessions().of(usual).isEmpty();
    }

    private void use(String name) {
        if (Presets.named(name).isEmpty() && installation.providers().find(name).isEmpty()) {
            throw unknown(name);
        }
        installation.defaultProvider().set(name);
        terminal.say("Default provider: " + name + ".");
        String variable = environment.variables().getOrDefault(DefaultProvider.VARIABLE, "");
        if (!variable.isEmpty() && !variable.equals(name)) {
            terminal.warn(DefaultProvider.VARIABLE + " is set to " + DisplayText.clean(variable, 80)
                    + " and counts before it.");
        }
    }

    private void remove(String name, String shown) {
        boolean inUse = installation.stores().sessions().providers().contains(name);
        if (inUse && !options.has("force")) {
            throw new UsageException(
                    "You are still logged in to " + shown + ". Log out first with \"latchkey logout --all --provider "
                            + shown + "\", or remove it with --force.");
        }
        if (Presets.named(name).isPresent()) {
            throw new UsageException("The provider " + name + " is built in and cannot be removed.");
        }
        if (!installation.providers().remove(name)) {
            throw new UsageException("Unknown provider \"" + shown + "\". Run: latchkey provider list");
        }
        boolean wasDefault = installation.defaultProvider().clear(name);
        terminal.say("Removed " + name + ".");
        if (wasDefault) {
            terminal.note("No default provider is set now. Set one with: latchkey provider use NAME");
        }
    }
}
