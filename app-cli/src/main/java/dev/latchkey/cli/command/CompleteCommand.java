package dev.latchkey.cli.command;

import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.line.ParsedLine;
import dev.latchkey.cli.line.ValueKind;
import dev.latchkey.cli.manual.Completion;
import dev.latchkey.cli.wiring.CliComponent;
import dev.latchkey.error.AuthException;
import dev.latchkey.local.preset.Preset;
import dev.latchkey.local.preset.Presets;
import dev.latchkey.local.provider.ProviderSelection;
import dev.latchkey.local.session.AccountName;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the scripts of {@link CompletionCommand} ask for while somebody types: what can stand in place of the last word. */
final class CompleteCommand implements BaseCommand {
    private final List<String> words;

    CompleteCommand(ParsedLine line) {
        this.words = line.words();
    }

    @Override
    public ExitCode run(CliComponent cli) {
        Completion.of(words, (kind, provider) -> names(cli, kind, provider))
                .forEach(cli.terminal().out()::println);
        return ExitCode.DONE;
    }

    private static List<String> names(CliComponent cli, ValueKind kind, @Nullable String provider) {
        Stream<String> names = switch (kind) {
            case PROVIDER ->
                Stream.concat(Presets.all().stream().map(Preset::name), cli.providerFiles().names().stream());
            case ACCOUNT -> accounts(cli, provider);
            default -> Stream.of();
        };
        return names.distinct().sorted().toList();
    }

    private static Stream<String> accounts(CliComponent cli, @Nullable String provider) {
        try {
            String meant = provider != null
                    ? provider
                    : ProviderSelection.usualName(cli.environment().variables());
            return cli.store().of(meant, cli.store().list(failure -> {})).stream()
                    .filter(id -> !id.isDefaultAccount())
                    .map(id -> AccountName.shown(id.account()));
        } catch (AuthException e) {
            return Stream.of(); // Nobody who types waits for a message.
        }
    }
}
