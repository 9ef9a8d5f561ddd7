package dev.latchkey.model;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Identifies what is locked. A thread that takes two locks must take a login's before a session's, and a session's before the keyring
 * key's.
 *
 * @param kind the kind of lock
 * @param session the session; absent only for {@link Kind#KEYRING_KEY}
 */
public record LockId(Kind kind, @Nullable SessionId session) {
    /** The kinds of locks. */
    public enum Kind {
        /** A session's document: held during a renewal, a save or a logout. Never held while waiting for a person. */
        SESSION,
        /** A login that waits for a person. Renewals do not take it. */
        LOGIN,
        /** The installation's key in the OS keyring: held while it is created, first used or deleted. */
        KEYRING_KEY
    }

    public LockId {
        Objects.requireNonNull(kind, "kind");
        if ((session == null) != (kind == Kind.KEYRING_KEY)) {
            throw new IllegalArgumentException("session must be given for a session or a login, and for no other kind");
        }
    }

    /** The lock of a session's document. */
    public static LockId session(SessionId id) {
        return new LockId(Kind.SESSION, id);
    }

    /** The lock of a login, for the provider and the requested account (else the default account). */
    public static LockId login(SessionId asked) {
        return new LockId(Kind.LOGIN, asked);
    }

    /** The lock of the keyring key. */
    public static LockId keyringKey() {
        return new LockId(Kind.KEYRING_KEY, null);
    }

    @Override
    public String toString() {
        return session == null ? "keyring-key" : kind.name().toLowerCase(Locale.ROOT) + ":" + session;
    }
}
