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

/** Whose session is meant. */
public final class Accounts {
    private final Optional<String> username;
    private final CurrentAccounts current;
    private final RenamedStore stored;

    /**
     * @param username the account that was named, or null if none was
     * @param stored the sessions that are stored here; asked only where a name may be an escaped one, or none is
     *     the current one
     */
    public Accounts(@Nullable String username, CurrentAccounts current, RenamedStore stored) {
        this.username = Optional.ofNullable(username);
        this.current = Objects.requireNonNull(current, "current");
        this.stored = Objects.requireNonNull(stored, "stored");
    }

    /** The session of the username that was given, else of whoever logged in last. */
    public SessionId selected(SelectedProvider provider) {
        String name = provider.name();
        if (username.isPresent()) {
            return named(name, username.get());
        }
        return current(provider);
    }

    /** The session that is meant where no account is named. */
    public SessionId current(SelectedProvider provider) {
        String name = provider.name();
        if (provider.sharedWith().isPresent()) {
            return SessionId.ofDefaultAccount(name);
        }
        Optional<String> account = noted(name);
        return account.isPresent() ? id(name, account.get()) : SessionId.ofDefaultAccount(name);
    }

    /**
     * The current account, as it is noted, else the only one that is logged in.
     *
     * @throws StorageException if what is noted cannot be read, and several are logged in or none
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

    /** Where version 0.1.0 noted it. */
    private Optional<String> formerlyNoted(String provider) {
        Optional<String> former = AdHocProvider.formerName(provider);
        return former.isPresent() ? current.get(former.get()) : former;
    }

    private Optional<String> only(String provider) {
        List<SessionId> there = stored.of(provider);
        return there.size() == 1 ? Optional.of(there.get(0).account()) : Optional.empty();
    }

    /** The session that a login is to make: of the username that was given, else of whoever logs in. */
    public SessionId asked(SelectedProvider provider) {
        return username.map(account -> named(provider.name(), account))
                .orElseGet(() -> SessionId.ofDefaultAccount(provider.name()));
    }

    /**
     * The session of an account, named as it is or in the form that {@link AccountName} shows. What a provider calls the
     * account's owner never counts.
     *
     * @throws ConfigurationException if it cannot be an account
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
                        .filter(id ->
                                id.provider().equals(provider) && id.account().equals(escaped.get()))
                        .findFirst()
                        .orElse(literal);
    }

    /** From now on this is the one that commands without a username are about. */
    public void select(SelectedProvider provider, SessionId id) {
        if (provider.sharedWith().isEmpty()) {
            current.set(id);
            AdHocProvider.formerName(id.provider()).ifPresent(current::clear);
        }
    }

    /** Whether this session is the one that is meant where no account is named: of each provider at most one. */
    public boolean isCurrent(SessionId id) {
        if (Presets.named(id.provider()).flatMap(Preset::sharedWith).isPresent()) {
            return id.isDefaultAccount();
        }
        try {
            return noted(id.provider()).map(id.account()::equals).orElseGet(id::isDefaultAccount);
        } catch (StorageException e) {
            return false; // A list of sessions is of use without it.
        }
    }

    /** The session is gone; if it is the selected one still, none is. */
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
