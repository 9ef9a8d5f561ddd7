package dev.latchkey.cli.session;

import dev.latchkey.cli.options.GlobalOptions;
import dev.latchkey.error.AuthException;
import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.local.provider.SelectedProvider;
import dev.latchkey.local.session.AccountName;
import dev.latchkey.local.session.Accounts;
import dev.latchkey.local.storage.RenamedStore;
import dev.latchkey.model.SessionId;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Says what to type where a command needs a session that is not there: log in, or switch to an account that is. */
public final class NotLoggedIn {
    private static final int MOST_NAMED = 10;

    private final GlobalOptions options;
    private final SelectedProvider provider;
    private final Accounts accounts;
    private final RenamedStore store;

    public NotLoggedIn(GlobalOptions options, SelectedProvider provider, Accounts accounts, RenamedStore store) {
        this.options = Objects.requireNonNull(options, "options");
        this.provider = Objects.requireNonNull(provider, "provider");
        this.accounts = Objects.requireNonNull(accounts, "accounts");
        this.store = Objects.requireNonNull(store, "store");
    }

    /** The same failure with what to type; as it was where the store cannot be read. */
    public LoginRequiredException explained(LoginRequiredException failure) {
        try {
            SessionId id = accounts.selected(provider);
            String message = store.load(id).isEmpty()
                    ? message(id)
                    : failure.getMessage() + " Run: " + CommandHint.login(options, provider, id);
            return new LoginRequiredException(message, failure);
        } catch (AuthException e) {
            return failure;
        }
    }

    /** That this session is not there, and what to type. */
    public String message(SessionId id) {
        List<String> others = accounts(provider, store);
        boolean isShared = provider.sharedWith().isPresent();
        if (!others.isEmpty() && options.username().isEmpty() && !isShared) {
            return "No current account for " + provider.shown() + ". Logged in: " + named(others) + ". Run: "
                    + CommandHint.change(options, provider, others.get(0));
        }
        String as = id.isDefaultAccount() ? "" : " as " + AccountName.shown(id.account());
        return "Not logged in to " + provider.shown() + as + ". Run: " + CommandHint.login(options, provider, id)
                + (others.isEmpty() ? "" : " (other accounts, for --username: " + named(others) + ")");
    }

    /** The accounts that are logged in to a provider, by name. */
    public static List<String> accounts(SelectedProvider provider, RenamedStore store) {
        return store.of(provider.name()).stream()
                .filter(id -> !store.isEnding(id))
                .map(SessionId::account)
                .sorted()
                .toList();
    }

    /** Accounts in the form that {@code --username} takes. */
    public static String named(List<String> accounts) {
        String names =
                accounts.stream().limit(MOST_NAMED).map(AccountName::shown).collect(Collectors.joining(", "));
        return accounts.size() > MOST_NAMED ? names + ", … (see \"latchkey sessions\")" : names;
    }
}
