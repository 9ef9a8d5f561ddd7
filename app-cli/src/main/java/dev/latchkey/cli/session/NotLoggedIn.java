package dev.latchkey.cli.session;

import dev.latchkey.cli.options.Options;
import dev.latchkey.error.AuthException;
import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.local.LocalInstallation;
import dev.latchkey.local.provider.SelectedProvider;
import dev.latchkey.local.session.AccountName;
import dev.latchkey.local.storage.RenamedStore;
import dev.latchkey.model.SessionId;
import jakarta.inject.Provider;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Says what to type if a command needs a session that does not exist: log in, or switch to an account that is logged in. Each suggested
 * command names the same provider as the command line that failed.
 */
public record NotLoggedIn(Options options, Selection selection, Provider<LocalInstallation> installation) {
    private static final int MOST_NAMED = 10;

    /** Adds what to type to a failure; returns it unchanged if the store cannot be read. */
    public LoginRequiredException explained(LoginRequiredException failure) {
        try {
            SessionId id = selection.account();
            String message = store().load(id).isEmpty() ? message(id) : failure.problem() + " Run: " + login(id);
            return new LoginRequiredException(message, failure);
        } catch (AuthException e) {
            return failure;
        }
    }

    /** Says that this session does not exist, and what to type. */
    public String message(SessionId id) {
        SelectedProvider provider = selection.provider();
        List<String> others = accounts();
        if (!others.isEmpty()
                && options.account().isEmpty()
                && provider.sharedWith().isEmpty()) {
            return "No current account for " + provider.shown() + ". Logged in: " + named(others) + ". Run: "
                    + change(others.get(0));
        }
        String as = id.isDefaultAccount() ? "" : " as " + AccountName.shown(id.account());
        return "Not logged in to " + provider.shown() + as + ". Run: " + login(id)
                + (others.isEmpty() ? "" : " (other accounts, for --account: " + named(others) + ")");
    }

    /** The command that logs in to this account. */
    public String login(SessionId id) {
        String account = id.isDefaultAccount() ? "" : " --account " + AccountName.shown(id.account());
        return "latchkey login" + options.typed(selection.provider().name()) + account;
    }

    /** The command that makes this account the current one. */
    public String change(String account) {
        return "latchkey switch" + options.typed(selection.provider().name()) + " " + AccountName.shown(account);
    }

    /** The accounts that are logged in to the provider, by name. */
    public List<String> accounts() {
        return store().of(selection.provider().name()).stream()
                .filter(id -> !store().isEnding(id))
                .map(SessionId::account)
                .sorted()
                .toList();
    }

    /** Accounts in the form that {@code --account} accepts. */
    public static String named(List<String> accounts) {
        String names =
                accounts.stream().limit(MOST_NAMED).map(AccountName::shown).collect(Collectors.joining(", "));
        return accounts.size() > MOST_NAMED ? names + ", … (see \"latchkey sessions\")" : names;
    }

    private RenamedStore store() {
        return installation.get().stores().sessions();
    }
}
