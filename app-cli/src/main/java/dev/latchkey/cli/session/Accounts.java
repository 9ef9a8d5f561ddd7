package dev.latchkey.cli.session;

import dev.latchkey.cli.failure.UsageException;
import dev.latchkey.cli.options.GlobalOptions;
import dev.latchkey.cli.provider.SelectedProvider;
import dev.latchkey.file.CurrentAccounts;
import dev.latchkey.model.SessionId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** Whose session a command is about. */
public final class Accounts {
    private final GlobalOptions options;
    private final CurrentAccounts current;
    private final Supplier<List<SessionId>> stored;

    /** @param stored the sessions that are stored here; asked only where a name may be an escaped one */
    public Accounts(GlobalOptions options, CurrentAccounts current, Supplier<List<SessionId>> stored) {
        this.options = Objects.requireNonNull(options, "options");
        this.current = Objects.requireNonNull(current, "current");
        this.stored = Objects.requireNonNull(stored, "stored");
    }

    /** The session of the username that was given, else of whoever logged in last. */
    public SessionId selected(SelectedProvider provider) {
        String name = provider.name();
        if (options.username().isPresent()) {
            return named(name, options.username().get());
        }
        return current(provider);
    }

    /** The session that commands without {@code --username} are about. */
    public SessionId current(SelectedProvider provider) {
        String name = provider.name();
        // Bitfount's clients share one place for whoever logs in.
        if (provider.environment().isPresent()) {
            return SessionId.ofDefaultAccount(name);
        }
        Optional<String> account = current.get(name);
        return account.isPresent() ? id(name, account.get()) : SessionId.ofDefaultAccount(name);
    }

    /** The session that a login is to make: of the username that was given, else of whoever logs in. */
    public SessionId asked(SelectedProvider provider) {
        return options.username()
                .map(username -> named(provider.name(), username))
                .orElseGet(() -> SessionId.ofDefaultAccount(provider.name()));
    }

    /**
     * The session of an account, named as it is or in the form that {@link AccountName} shows. What a provider calls the
     * account's owner never counts.
     *
     * @throws UsageException if it cannot be an account
     */
    public SessionId named(String provider, String account) {
        SessionId literal = id(provider, account);
        Optional<String> escaped = AccountName.read(account);
        if (escaped.isEmpty()) {
            return literal;
        }
        List<SessionId> there = stored.get();
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
        if (provider.environment().isEmpty()) {
            current.set(id);
        }
    }

    /** Whether commands without {@code --username} are about this session: of each provider at most one. */
    public boolean isCurrent(SessionId id) {
        return current.get(id.provider()).map(id.account()::equals).orElseGet(id::isDefaultAccount);
    }

    /** The session is gone; if it was the selected one, none is. */
    public void deselect(SelectedProvider provider, SessionId id) {
        if (provider.environment().isEmpty()
                && current.get(id.provider()).filter(id.account()::equals).isPresent()) {
            current.clear(id.provider());
        }
    }

    private static SessionId id(String provider, String account) {
        try {
            return new SessionId(provider, account);
        } catch (IllegalArgumentException e) {
            throw new UsageException("This cannot be a username: " + e.getMessage() + ".", e);
        }
    }
}
