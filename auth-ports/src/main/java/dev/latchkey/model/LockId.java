package dev.latchkey.model;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Names what is locked. Order, where one thread takes two: a login's before a session's, a session's before the keyring
 * key's; never the other way round.
 *
 * @param kind what sort of thing is locked
 * @param session the session; absent for {@link Kind#KEYRING_KEY} only
 */
public record LockId(Kind kind, @Nullable SessionId session) {
    /** What sort of thing is locked. */
    public enum Kind {
        /** A session's document: taken to renew, to save and to log out. Never held while a person is asked. */
        SESSION,
        /** A login that a person is going through. No renewal takes it. */
        LOGIN,
        /** The installation's key in the OS keyring: made, first used and deleted under it. */
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

    /** The lock of a login, named by the provider and the username that was asked for (else the default account). */
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
