package dev.latchkey.cli.command;

import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.failure.UsageException;
import dev.latchkey.cli.line.ParsedLine;
import dev.latchkey.cli.session.CommandHint;
import dev.latchkey.cli.session.NotLoggedIn;
import dev.latchkey.cli.wiring.CliComponent;
import dev.latchkey.local.provider.SelectedProvider;
import dev.latchkey.local.session.AccountName;
import dev.latchkey.model.SessionId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sets the current account of one provider. */
final class SwitchCommand implements BaseCommand {
    private final @Nullable String account;

    SwitchCommand(ParsedLine line) {
        this.account = line.word(0);
    }

    @Override
    public ExitCode run(CliComponent cli) {
        SelectedProvider provider = cli.provider();
        if (account != null && cli.options().username().isPresent()) {
            throw new UsageException("The account is named twice. Leave out --account, or the name after \"switch\".");
        }
        if (provider.sharedWith().isPresent()) {
            throw new UsageException(provider.sharedWith().get().clients()
                    + " share one place for the latest login, so there is no current"
                    + " account to set; name an account with --username.");
        }
        List<String> accounts = NotLoggedIn.accounts(provider, cli.store());
        SessionId chosen = Optional.ofNullable(account)
                .or(() -> cli.options().username())
                .map(name -> cli.accounts().named(provider.name(), name))
                .orElseGet(() -> new SessionId(provider.name(), other(cli, provider, accounts)));
        if (!accounts.contains(chosen.account())) {
            cli.terminal()
                    .note("Not logged in to " + provider.shown() + " as " + AccountName.shown(chosen.account()) + ". "
                            + known(accounts) + " Run: " + CommandHint.login(cli.options(), provider, chosen));
            return ExitCode.LOGIN_REQUIRED;
        }
        cli.accounts().select(provider, chosen);
        cli.terminal().say("Current account for " + provider.shown() + ": " + AccountName.shown(chosen.account()));
        return ExitCode.DONE;
    }

    /** The one that is meant where none is named. */
    private static String other(CliComponent cli, SelectedProvider provider, List<String> accounts) {
        String current = cli.accounts().current(provider).account();
        List<String> others =
                accounts.stream().filter(one -> !one.equals(current)).toList();
        if (others.size() == 1) {
            return others.get(0);
        }
        if (accounts.size() == 1) {
            return current;
        }
        throw new UsageException("Name the account to switch to. " + known(accounts));
    }

    private static String known(List<String> accounts) {
        return accounts.isEmpty() ? "No account is logged in." : "Logged in: " + NotLoggedIn.named(accounts) + ".";
    }
}
