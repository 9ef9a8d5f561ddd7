package dev.latchkey.cli.session;

import dev.latchkey.cli.failure.UsageException;
import dev.latchkey.cli.options.GlobalOptions;
import dev.latchkey.cli.provider.SelectedProvider;
import dev.latchkey.file.CurrentAccounts;
import dev.latchkey.model.SessionId;
import java.util.Objects;
import java.util.Optional;

/** Whose session a command is about. */
public final class Accounts {
    private final GlobalOptions options;
    private final CurrentAccounts current;

    public Accounts(GlobalOptions options, CurrentAccounts current) {
        this.options = Objects.requireNonNull(options, "options");
        this.current = Objects.requireNonNull(current, "current");
    }

    /** The session of the username that was given, else of whoever logged in last. */
    public SessionId selected(SelectedProvider provider) {
        String name = provider.name();
        if (options.username().isPresent()) {
            return id(name, options.username().get());
        }
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
                .map(username -> id(provider.name(), username))
                .orElseGet(() -> SessionId.ofDefaultAccount(provider.name()));
    }

    /** From now on this is the one that commands without a username are about. */
    public void select(SelectedProvider provider, SessionId id) {
        if (provider.environment().isEmpty()) {
            current.set(id);
        }
    }

    /** Whether commands that name this provider and nobody are about this session. */
    public boolean isCurrent(SessionId id) {
        return id.isDefaultAccount()
                || current.get(id.provider()).filter(id.account()::equals).isPresent();
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
