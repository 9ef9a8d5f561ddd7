package dev.latchkey.local.session;

import dev.latchkey.error.Remedy;
import dev.latchkey.error.StorageException;
import dev.latchkey.file.CurrentAccounts;
import dev.latchkey.local.internal.AdHocProvider;
import dev.latchkey.local.preset.Preset;
import dev.latchkey.local.preset.Presets;
import dev.latchkey.local.provider.ConfigurationException;
import dev.latchkey.local.provider.SelectedProvider;
import dev.latchkey.local.storage.RenamedStore;
import dev.latchkey.model.SessionId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Resolves accounts to sessions. */
public final class Accounts {
    private final Optional<String> username;
    private final CurrentAccounts current;
    private final RenamedStore stored;

    /**
     * @param username the account that was named, or null if none was
     * @param stored the sessions that are stored here; read only if the name may be an escaped one, or if there is no current account
     */
    public Accounts(@Nullable String username, CurrentAccounts current, RenamedStore stored) {
        this.username = Optional.ofNullable(username);
        this.current = Objects.requireNonNull(current, "current");
        this.stored = Objects.requireNonNull(stored, "stored");
    }

    /** The session of the account that was named, else of the current one. */
    public SessionId selected(SelectedProvider provider) {
        return username.isPresent() ? named(provider.name(), username.get()) : current(provider);
    }

    /** The session of the current account. */
    public SessionId current(SelectedProvider provider) {
        String name = provider.name();
        Optional<String> account = provider.sharedWith().isPresent() ? Optional.empty() : noted(name);
        return account.isPresent() ? id(name, account.get()) : SessionId.ofDefaultAccount(name);
    }

    /**
     * The current account as recorded, else the only account that is logged in.
     *
     * @throws StorageException if the record cannot be read, and not exactly one account is logged in
     */
    private Optional<String> noted(String provider) {
        Optional<String> account;
        try {
            account = current.get(provider);
            if (account.isEmpty()) {
                account = formerlyNoted(provider);
            }
        } catch (StorageException e) {
            Optional<String> only = only(provider);
            if (only.isPresent()) {
                return only;
            }
            throw new StorageException(
                    e.reason(),
                    e.location(),
                    e.getMessage() + " It says which account is the current one.",
                    Remedy.of(Remedy.Action.CHOOSE_ACCOUNT, provider),
                    e);
        }
        return account.isPresent() ? account : only(provider);
    }

    /** The current account as version 0.1.0 recorded it. */
    private Optional<String> formerlyNoted(String provider) {
        Optional<String> former = AdHocProvider.formerName(provider);
        return former.isPresent() ? current.get(former.get()) : former;
    }

    private Optional<String> only(String provider) {
        List<SessionId> there = stored.of(provider);
        return there.size() == 1 ? Optional.of(there.get(0).account()) : Optional.empty();
    }

    /** The id of the session that a login is to create: of the account that was named, else of whatever account logs in. */
    public SessionId asked(SelectedProvider provider) {
        return username.map(account -> named(provider.name(), account))
                .orElseGet(() -> SessionId.ofDefaultAccount(provider.name()));
    }

    /**
     * The session of an account, given as its name or in the form that {@link AccountName} shows. The username that a provider reports is
     * never considered.
     *
     * @throws ConfigurationException if it is not a valid account name
     */
    public SessionId named(String provider, String account) {
        SessionId literal = id(provider, account);
        Optional<String> escaped = AccountName.read(account);
        if (escaped.isEmpty()) {
            return literal;
        }
        List<SessionId> there = stored.of(provider);
        return there.contains(literal)
                ? literal
                : there.stream()
                        .filter(id -> id.account().equals(escaped.get()))
                        .findFirst()
                        .orElse(literal);
    }

    /** Makes the session's account the current one. */
    public void select(SelectedProvider provider, SessionId id) {
        if (provider.sharedWith().isEmpty()) {
            current.set(id);
            AdHocProvider.formerName(id.provider()).ifPresent(current::clear);
        }
    }

    /** Whether the session's account is the current one. At most one per provider is. */
    public boolean isCurrent(SessionId id) {
        if (Presets.named(id.provider()).flatMap(Preset::sharedWith).isPresent()) {
            return id.isDefaultAccount();
        }
        try {
            return noted(id.provider()).map(id.account()::equals).orElseGet(id::isDefaultAccount);
        } catch (StorageException e) {
            return false; // A list of sessions is useful without it.
        }
    }

    /** Unsets the current account if it is this session's, which is gone. */
    public void deselect(SelectedProvider provider, SessionId id) {
        if (provider.sharedWith().isEmpty()) {
            current.clear(id);
            AdHocProvider.former(id).ifPresent(current::clear);
        }
    }

    private static SessionId id(String provider, String account) {
        try {
            return new SessionId(provider, account);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("This cannot be a username: " + e.getMessage() + ".", e);
        }
    }
}
