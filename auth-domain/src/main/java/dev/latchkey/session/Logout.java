package dev.latchkey.session;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.model.LockId;
import dev.latchkey.model.SessionEvent.Kind;
import dev.latchkey.oauth.AuthorizationServer.Revocation;
import dev.latchkey.port.SessionLock;
import dev.latchkey.token.StoredSession;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ends a session: revokes, then deletes, under the session's lock, so that no renewal brings it back. */
final class Logout {
    private final SessionParts parts;
    private final @Nullable Snapshot inMemory;
    private final Events events;

    /** @param inMemory what this process uses; its tokens are revoked where they could not be stored */
    Logout(SessionParts parts, @Nullable Snapshot inMemory) {
        this.parts = parts;
        this.inMemory = inMemory;
        this.events = new Events(parts.file().id(), parts.adapters());
    }

    LogoutResult run(boolean localOnly) {
        LockId id = LockId.session(parts.file().id());
        try (SessionLock.Hold hold = parts.adapters().lock().acquire(id, Renewal.LOCK_LIMIT)) {
            return locked(localOnly);
        } finally {
            events.tell();
        }
    }

    private LogoutResult locked(boolean localOnly) {
        Optional<StoredSession> stored;
        try {
            stored = parts.file().loadWhateverItIsFor();
        } catch (StorageException e) {
            if (SessionFile.isBeyondRepair(e)) {
                return delete(null);
            }
            // Without the server, nothing that is in it is needed. What a newer version wrote is left to that.
            if (!localOnly || e.reason() == Reason.NEWER_VERSION) {
                throw e;
            }
            events.add(Kind.WARNING, "The session was deleted without being read. " + keyStays(e) + e.getMessage());
            return delete(null);
        }
        if (stored.isEmpty()) {
            return new LogoutResult(false, null);
        }
        StoredSession session = newest(stored.get());
        return delete(
                localOnly ? null : new Revoker(parts.server()).revoke(session.accessToken(), session.refreshToken()));
    }

    private static String keyStays(StorageException e) {
        return switch (e.reason()) {
            case UNAVAILABLE, LOCKED, TIMED_OUT, DENIED, BUSY -> "Its key stays in the keyring. ";
            default -> "";
        };
    }

    private StoredSession newest(StoredSession stored) {
        return inMemory != null && inMemory.isAheadOf(stored) ? inMemory.session() : stored;
    }

    private LogoutResult delete(@Nullable Revocation revoked) {
        parts.file().delete();
        events.add(Kind.LOGGED_OUT, revoked == null ? "the server was not asked" : revoked.name());
        return new LogoutResult(true, revoked);
    }
}
