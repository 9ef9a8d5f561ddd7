package dev.latchkey.cli.command;

import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.failure.UsageException;
import dev.latchkey.cli.provider.SelectedProvider;
import dev.latchkey.cli.wiring.CliComponent;
import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.model.DisplayText;
import dev.latchkey.model.SessionId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Chooses between several people's sessions at one provider. */
@Command(
        name = "switch",
        description =
                "Choose whose session the commands are about that name nobody. Without a name, the other one of two.")
final class SwitchCommand extends BaseCommand {
    @Parameters(paramLabel = "USER", arity = "0..1", description = "Whose. See \"latchkey sessions\".")
    private @Nullable String user;

    @Override
    ExitCode run(CliComponent cli) {
        SelectedProvider provider = cli.provider();
        if (provider.environment().isPresent()) {
            throw new UsageException("Bitfount's clients share one place for whoever logged in last;"
                    + " name somebody else with --username.");
        }
        List<String> accounts = cli.store().list().stream()
                .filter(id -> id.provider().equals(provider.name()))
                .map(SessionId::account)
                .sorted()
                .toList();
        String account = chosen(cli, provider, accounts);
        cli.accounts().select(provider, new SessionId(provider.name(), account));
        cli.terminal()
                .say("Commands for " + provider.shown() + " are now about " + DisplayText.clean(account, 100) + ".");
        return ExitCode.DONE;
    }

    private String chosen(CliComponent cli, SelectedProvider provider, List<String> accounts) {
        Optional<String> named =
                Optional.ofNullable(user).or(() -> cli.options().username());
        if (named.isPresent()) {
            return named.filter(accounts::contains)
                    .orElseThrow(() -> new LoginRequiredException("There is no session of "
                            + DisplayText.clean(named.get(), 100) + " for " + provider.shown() + ". " + known(accounts)
                            + " Log in with: latchkey login --username " + DisplayText.clean(named.get(), 100)));
        }
        if (accounts.size() != 2) {
            throw new UsageException("Say whose session to switch to. " + known(accounts));
        }
        String present = cli.accounts().selected(provider).account();
        return accounts.get(0).equals(present) ? accounts.get(1) : accounts.get(0);
    }

    private static String known(List<String> accounts) {
        return accounts.isEmpty()
                ? "Nobody is logged in."
                : "There are: " + DisplayText.clean(String.join(", ", accounts), 300) + ".";
    }
}
