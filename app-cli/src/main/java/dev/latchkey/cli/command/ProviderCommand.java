package dev.latchkey.cli.command;

import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.failure.FailureReport;
import dev.latchkey.cli.failure.UsageException;
import dev.latchkey.cli.line.LineParser;
import dev.latchkey.cli.options.Environment;
import dev.latchkey.cli.options.Options;
import dev.latchkey.cli.options.ShellWord;
import dev.latchkey.cli.text.Columns;
import dev.latchkey.cli.text.Report;
import dev.latchkey.cli.text.Results;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lists, shows, adds and removes providers, and sets the default one. */
record ProviderCommand(
        Options options, Terminal terminal, Results results, Environment environment, LocalInstallation installation)
        implements Command {

    /** A provider in the list: its server, or why its file cannot be read. */
    private record Known(String name, String what, boolean isReadable, boolean isDefault) {}

    private record Providers(List<Known> known) implements Report {
        @Override
        public List<String> lines() {
            Columns table = new Columns();
            known.forEach(one ->
                    table.row(one.name(), DisplayText.clean(one.what(), 400) + (one.isDefault() ? " (default)" : "")));
            return table.lines();
        }

        @Override
        public Map<String, @Nullable Object> json() {
            return Report.object(
                    "providers", known.stream().map(Providers::json).toList());
        }

        private static Map<String, @Nullable Object> json(Known one) {
            return Report.object(
                    "name", one.name(), one.isReadable() ? "server" : "error", one.what(), "default", one.isDefault());
        }
    }

    /** A provider, as its file is or would be. */
    private record Description(Map<String, @Nullable Object> json) implements Report {
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
        String name = options.word() == null ? "" : options.words().get(0);
        switch (options.command()) {
            case "provider list" -> results.show(options.has("presets") ? presets() : new Providers(known()));
            case "provider show" -> results.show(options.has("preset") ? preset(name) : description(name));
            case "provider add" -> {
                if (name.isEmpty()) {
                    ask();
                } else {
                    add(name);
                }
            }
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

    private Providers presets() {
        return new Providers(ServerPresets.NAMES.stream()
                .map(name -> new Known(name, installation.presets().named(name).server(), true, false))
                .toList());
    }

    /** A preset as its file is, with placeholders for host and tenant. */
    private Description preset(String providerName) {
        if (!providerName.isEmpty()) {
            throw new UsageException("Show a provider or a preset, not both. Leave one of them out.");
        }
        return new Description(new LinkedHashMap<>(installation
                .presets()
                .named(options.preset().orElseThrow().name())
                .shown()));
    }

    private Description description(String name) {
        if (name.isEmpty()) {
            throw new UsageException("Name a provider, or a preset with --preset. See \"latchkey provider list\".");
        }
        Map<String, @Nullable Object> object = Report.object("name", name);
        Optional<Preset> preset = Presets.named(name);
        object.putAll(
                preset.isPresent()
                        ? ProviderDescription.of(
                                preset.get().provider(environment.variables()).provider())
                        : installation
                                .providers()
                                .find(name)
                                .map(ProviderDescription::of)
                                .orElseThrow(() -> new UsageException("There is no provider \""
                                        + DisplayText.clean(name, 80) + "\". See \"latchkey provider list\".")));
        return new Description(object);
    }

    private void ask() {
        if (!terminal.isInteractive()) {
            throw new UsageException("Something is missing: NAME", "latchkey provider add");
        }
        ProviderDialogue dialogue = new ProviderDialogue(terminal, installation);
        List<String> words = dialogue.ask();
        Options asked = new Options(LineParser.parse(words.toArray(String[]::new)));
        ProviderCommand command = new ProviderCommand(asked, terminal, results, environment, installation);
        String name = asked.words().get(0);
        if (dialogue.isTried(ProviderSelection.checked(name, command.config()))) {
            command.add(name);
            terminal.note("Without questions: latchkey "
                    + String.join(" ", words.stream().map(ShellWord::of).toList()));
        }
    }

    private ProviderConfig config() {
        ProviderConfig described = options.described(options.store("store"));
        return options.preset()
                .map(preset -> installation.presets().config(preset, described))
                .orElse(described);
    }

    private void add(String name) {
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
            throw new UsageException(
                    "There is no provider \"" + DisplayText.clean(name, 80) + "\". See \"latchkey provider list\".");
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
            throw new UsageException(
                    "There is no provider \"" + shown + "\" to remove. See \"latchkey provider list\".");
        }
        boolean wasDefault = installation.defaultProvider().clear(name);
        terminal.say("Removed " + name + ".");
        if (wasDefault) {
            terminal.note("No default provider is set now. Set one with: latchkey provider use NAME");
        }
    }
}
