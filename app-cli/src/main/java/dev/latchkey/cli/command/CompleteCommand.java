package dev.latchkey.cli.command;

import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.line.ValueKind;
import dev.latchkey.cli.manual.Completion;
import dev.latchkey.cli.options.Options;
import dev.latchkey.console.Terminal;
import dev.latchkey.error.AuthException;
import dev.latchkey.local.LocalInstallation;
import dev.latchkey.local.preset.Preset;
import dev.latchkey.local.preset.Presets;
import dev.latchkey.local.preset.ServerPresets;
import dev.latchkey.local.session.AccountName;
import dev.latchkey.local.storage.RenamedStore;
import jakarta.inject.Provider;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Completes the last word of an unfinished line, for the completion scripts. */
record CompleteCommand(Options options, Terminal terminal, Provider<LocalInstallation> installation)
        implements Command {
    @Override
    public ExitCode run() {
        Completion.of(options.words(), this::names).forEach(terminal.out()::println);
        return ExitCode.DONE;
    }

    private List<String> names(ValueKind kind, @Nullable String provider) {
        Stream<String> names = switch (kind) {
            case PROVIDER ->
                Stream.concat(
                        Presets.all().stream().map(Preset::name), installation.get().providers().names().stream());
            case PRESET -> ServerPresets.NAMES.stream();
            case ACCOUNT -> accounts(provider);
            default -> Stream.of();
        };
        return names.distinct().sorted().toList();
    }

    private Stream<String> accounts(@Nullable String named) {
        try {
            RenamedStore store = installation.get().stores().sessions();
            String provider =
                    named != null ? named : installation.get().defaultProvider().name();
            return store.of(provider, store.list(failure -> {})).stream()
                    .filter(id -> !id.isDefaultAccount())
                    .map(id -> AccountName.shown(id.account()));
        } catch (AuthException e) {
            return Stream.of(); // A message would disturb a person who is typing.
        }
    }
}
