package dev.latchkey.cli.command;

import dev.latchkey.cli.line.ExitCode;
import dev.latchkey.cli.line.Options;
import dev.latchkey.cli.line.UsageException;
import dev.latchkey.cli.session.Selection;
import dev.latchkey.console.Terminal;
import dev.latchkey.local.provider.SelectedProvider;
import dev.latchkey.local.session.AccountName;
import dev.latchkey.model.SessionId;
import java.util.List;
import java.util.Optional;

/** Sets the current account of a provider. */
record SwitchCommand(Options options, Terminal terminal, Selection selection) implements Command {
    @Override
    public ExitCode run() {
        SelectedProvider provider = selection.provider();
        String word = options.word();
        if (word != null && options.account().isPresent()) {
            throw new UsageException("The account is named twice. Leave out --account, or the name after \"switch\".");
        }
        if (provider.sharedWith().isPresent()) {
            throw new UsageException(provider.sharedWith().get().clients()
                    + " share one place for the latest login, so there is no current"
                    + " account to set; name an account with --account.");
        }
        List<String> accounts = selection.loggedIn();
        SessionId chosen = Optional.ofNullable(word)
                .or(options::account)
                .map(name -> selection.accounts().named(provider.name(), name))
                .orElseGet(() -> new SessionId(provider.name(), other(provider, accounts)));
        String shown = AccountName.shown(chosen.account());
        if (!accounts.contains(chosen.account())) {
            terminal.note("Not logged in to " + provider.shown() + " as " + shown + ". " + known(accounts) + " Run: "
                    + selection.login(chosen));
            return ExitCode.LOGIN_REQUIRED;
        }
        selection.accounts().select(provider, chosen);
        terminal.say("Current account for " + provider.shown() + ": " + shown);
        return ExitCode.DONE;
    }

    /** The account to switch to if none is named. */
    private String other(SelectedProvider provider, List<String> accounts) {
        String current = selection.accounts().current(provider).account();
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
        return accounts.isEmpty() ? "No account is logged in." : "Logged in: " + Selection.named(accounts) + ".";
    }
}
