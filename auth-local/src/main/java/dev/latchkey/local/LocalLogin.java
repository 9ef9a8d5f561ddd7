package dev.latchkey.local;

import dev.latchkey.error.AuthException;
import dev.latchkey.error.StorageException;
import dev.latchkey.local.provider.SelectedProvider;
import dev.latchkey.local.session.Accounts;
import dev.latchkey.local.storage.StoreChoice;
import dev.latchkey.local.storage.StoreKind;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.UserPrompt;
import dev.latchkey.session.Adapters;
import dev.latchkey.session.Login;
import dev.latchkey.session.LoginRequest;
import dev.latchkey.session.LoginResult;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A login that keeps its session where this installation keeps those of the provider, and makes its account the current one. Used by
 * one thread.
 */
public final class LocalLogin {
    private final LocalInstallation installation;
    private final SelectedProvider provider;
    private Optional<String> account = Optional.empty();
    private Optional<StoreKind> store = Optional.empty();
    private boolean replaceOtherPerson;

    LocalLogin(LocalInstallation installation, SelectedProvider provider) {
        this.installation = Objects.requireNonNull(installation, "installation");
        this.provider = Objects.requireNonNull(provider, "provider");
    }

    /**
     * What came of it. The session is stored, whether or not the two notes beside it could be written.
     *
     * @param login the session, and what became of the one before it
     * @param store where the session is, and why
     * @param storeNotNoted why it could not be noted which store the provider's sessions are in, or null
     * @param accountNotSelected why the account could not be made the current one, or null
     */
    public record Result(
            LoginResult login,
            StoreChoice.Choice store,
            @Nullable AuthException storeNotNoted,
            @Nullable AuthException accountNotSelected) {}

    /** The account to log in as; without this, whoever logs in. */
    public LocalLogin as(Optional<String> newAccount) {
        this.account = Objects.requireNonNull(newAccount, "account");
        return this;
    }

    /** Where to keep the session; without this, as before, else as is usual, else wherever is best here. */
    public LocalLogin in(Optional<StoreKind> newStore) {
        this.store = Objects.requireNonNull(newStore, "store");
        return this;
    }

    /** Whether another person's session in the same place may be replaced. */
    public LocalLogin replacingOtherPerson(boolean newReplace) {
        this.replaceOtherPerson = newReplace;
        return this;
    }

    /**
     * Logs in: returns when the person has approved, or throws as {@link Login#run}.
     *
     * @throws StorageException also if the store that is to be used cannot be used; then nobody was asked for anything
     */
    public Result run(UserPrompt prompt) {
        Accounts accounts = installation.accounts(account);
        StoreChoice choices = installation.stores().choice();
        StoreChoice.Choice choice = choices.forLogin(provider.name(), store, provider.store(), provider.usualStore());
        Login login = new Login(provider.provider(), adapters(choice.kind()));
        boolean accountByUser = provider.sharedWith().isEmpty();
        LoginResult result =
                login.run(new LoginRequest(accounts.asked(provider), accountByUser, replaceOtherPerson), prompt);
        StoreChoice.Choice found = result.adopted() ? adopted(result.id(), choice) : choice;
        return new Result(
                result,
                found,
                failureOf(() -> choices.record(provider.name(), found.kind())),
                failureOf(() -> accounts.select(provider, result.id())));
    }

    /** Another login made the session, and where it is was that one's choice. */
    private StoreChoice.Choice adopted(SessionId id, StoreChoice.Choice choice) {
        try {
            return new StoreChoice.Choice(
                    installation.stores().sessions().kindOf(id), "where the login that this one waited for stored it");
        } catch (StorageException e) {
            return choice;
        }
    }

    private Adapters adapters(StoreKind kind) {
        return installation
                .adapters()
                .withStore(installation.stores().sessions().savingIn(kind));
    }

    private static @Nullable AuthException failureOf(Runnable note) {
        try {
            note.run();
            return null;
        } catch (AuthException e) {
            return e;
        }
    }
}
