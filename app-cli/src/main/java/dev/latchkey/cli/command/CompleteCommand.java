package dev.latchkey.cli.command;

import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.wiring.CliComponent;
import dev.latchkey.local.preset.Preset;
import dev.latchkey.local.preset.Presets;
import dev.latchkey.local.session.AccountName;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What the scripts of {@link CompletionCommand} ask for while somebody types. */
@Command(name = "complete", hidden = true, description = "Print names for completion, one a line.")
final class CompleteCommand extends BaseCommand {
    @Parameters(paramLabel = "WHAT", description = "providers or usernames.")
    private String what = "";

    @Override
    ExitCode run(CliComponent cli) {
        names(cli)
                // A shell takes blanks for the ends of words.
                .filter(name -> name.matches("[\\w.@+:%-]+"))
                .distinct()
                .sorted()
                .forEach(cli.terminal().out()::println);
        return ExitCode.DONE;
    }

    private Stream<String> names(CliComponent cli) {
        return switch (what) {
            case "providers" ->
                Stream.concat(Presets.all().stream().map(Preset::name), cli.providerFiles().names().stream());
            case "usernames" ->
                cli.store().list(failure -> {}).stream()
                        .filter(id -> !id.isDefaultAccount())
                        .map(id -> AccountName.shown(id.account()));
            default -> Stream.of();
        };
    }
}
