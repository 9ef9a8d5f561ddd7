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
 * A login that keeps its session where this installation keeps those of the provider, and makes its account the current one. Used by
 * one thread.
 */
public final class LocalLogin {
    private final LocalInstallation installation;
    private final SelectedProvider provider;
    private @Nullable String account;
    private @Nullable StoreKind store;
    private LoginOptions options = LoginOptions.usual();

    LocalLogin(LocalInstallation installation, SelectedProvider provider) {
        this.installation = Objects.requireNonNull(installation, "installation");
        this.provider = Objects.requireNonNull(provider, "provider");
    }

    /**
     * What came of it. The session is stored, whether or not the two notes beside it could be written.
     *
     * @param login the session, and what became of the one before it
     * @param store where the session is, and why
     * @param storeNotNoted why it could not be noted which store the provider's sessions are in, if it could not
     * @param accountNotSelected why the account could not be made the current one, if it could not
     */
    public record Result(
            LoginResult login,
            StoreChoice.Choice store,
            Optional<AuthException> storeNotNoted,
            Optional<AuthException> accountNotSelected) {}

    /** The account to log in as; with null, whoever logs in. */
    public LocalLogin as(@Nullable String newAccount) {
        this.account = newAccount;
        return this;
    }

    /** Where to keep the session; with null, as before, else as is usual, else wherever is best here. */
    public LocalLogin in(@Nullable StoreKind newStore) {
        this.store = newStore;
        return this;
    }

    /** What becomes of another person's session in the same place; without this, it stays. */
    public LocalLogin with(OtherPerson otherPerson) {
        this.options = options.with(otherPerson);
        return this;
    }

    /**
     * Logs in: returns when the person has approved, or throws as {@link AuthSession#login}.
     *
     * @throws StorageException also if the store that is to be used cannot be used; then nobody was asked for anything
     */
    public Result run(UserPrompt prompt) {
        Accounts accounts = installation.accounts(account);
        StoreChoice choices = installation.stores().choice();
        StoreChoice.Choice choice = choices.forLogin(
                provider.name(),
                store,
                provider.store().orElse(null),
                provider.usualStore().orElse(null));
        Account whose = provider.sharedWith().isPresent() ? Account.AS_ASKED : Account.OF_WHO_LOGS_IN;
        LoginResult result = AuthSession.open(provider.provider(), accounts.asked(provider), adapters(choice.kind()))
                .login(prompt, options.with(whose));
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
