package dev.latchkey.local;

import dev.latchkey.error.AuthException;
import dev.latchkey.error.StorageException;
import dev.latchkey.local.provider.SelectedProvider;
import dev.latchkey.local.session.Accounts;
import dev.latchkey.local.storage.LocalStores;
import dev.latchkey.local.storage.StoreChoice;
import dev.latchkey.local.storage.StoreKind;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.UserPrompt;
import dev.latchkey.session.Adapters;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.LoginOptions;
import dev.latchkey.session.LoginOptions.Account;
import dev.latchkey.session.LoginOptions.OtherPerson;
import dev.latchkey.session.LoginResult;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A login that stores its session where this installation keeps the provider's sessions, and makes its account the current one. Not safe
 * for use by several threads.
 */
public final class LocalLogin {
    private final LocalInstallation installation;
    private final SelectedProvider provider;
    private @Nullable String account;
    private @Nullable StoreKind store;
    private LoginOptions options = LoginOptions.defaults();

    LocalLogin(LocalInstallation installation, SelectedProvider provider) {
        this.installation = Objects.requireNonNull(installation, "installation");
        this.provider = Objects.requireNonNull(provider, "provider");
    }

    /**
     * The result of a login. The session is stored, whether or not the store and the current account could be recorded.
     *
     * @param login the new session, and what happened to the previous one
     * @param store the store that contains the session, and why it was chosen
     * @param storeNotNoted why the choice of store could not be recorded, if it could not
     * @param accountNotSelected why the account could not be made the current one, if it could not
     */
    public record Result(
            LoginResult login,
            StoreChoice.Choice store,
            Optional<AuthException> storeNotNoted,
            Optional<AuthException> accountNotSelected) {}

    /** Sets the account to log in as; null accepts any account. */
    public LocalLogin as(@Nullable String newAccount) {
        this.account = newAccount;
        return this;
    }

    /** Sets the store for the session; null for the store used so far, else the provider's usual one, else the best one available. */
    public LocalLogin in(@Nullable StoreKind newStore) {
        this.store = newStore;
        return this;
    }

    /** Sets what happens to another person's session in the same place; by default, it stays. */
    public LocalLogin with(OtherPerson otherPerson) {
        this.options = options.with(otherPerson);
        return this;
    }

    /**
     * Logs in. Returns once the person has approved, or throws like {@link AuthSession#login}.
     *
     * @throws StorageException also if the store cannot be used; this is checked before the person is prompted
     */
    public Result run(UserPrompt prompt) {
        Accounts accounts = installation.accounts(account);
        StoreChoice choices = installation.stores().choice();
        StoreChoice.Choice choice = choices.forLogin(
                provider.name(),
                store,
                provider.store().orElse(null),
                provider.usualStore().orElse(null));
        Account whose = provider.sharedWith().isPresent() ? Account.REQUESTED : Account.ACTUAL;
        LoginResult result = AuthSession.open(provider.provider(), accounts.asked(provider), adapters(choice.kind()))
                .login(prompt, options.with(whose));
        StoreChoice.Choice found = result.adopted() ? adopted(result.id(), choice) : choice;
        return new Result(
                result,
                found,
                failureOf(() -> choices.record(provider.name(), found.kind())),
                failureOf(() -> accounts.select(provider, result.id())));
    }

    /** Another login created the session and chose its store. */
    private StoreChoice.Choice adopted(SessionId id, StoreChoice.Choice choice) {
        try {
            return new StoreChoice.Choice(
                    installation.stores().sessions().kindOf(id), "where the login that this one waited for stored it");
        } catch (StorageException e) {
            return choice;
        }
    }

    private Adapters adapters(StoreKind kind) {
        LocalStores stores = installation.stores();
        return installation.adapters().withStore(stores.sessions().savingIn(kind), stores.lock(kind));
    }

    private static Optional<AuthException> failureOf(Runnable note) {
        try {
            note.run();
            return Optional.empty();
        } catch (AuthException e) {
            return Optional.of(e);
        }
    }
}
