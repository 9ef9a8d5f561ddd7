package dev.latchkey.session;

import dev.latchkey.error.AuthException;
import dev.latchkey.error.Remedy;
import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.error.WrongUserException;
import dev.latchkey.model.LockId;
import dev.latchkey.model.SessionEvent.Kind;
import dev.latchkey.model.SessionId;
import dev.latchkey.oauth.Revocation;
import dev.latchkey.port.SessionLock;
import dev.latchkey.session.SessionMemory.Tokens;
import dev.latchkey.token.StoredSession;
import java.util.Optional;

/**
 * Ends a session: marks it as logged out, revokes its tokens and deletes it, under the session's lock, so that no renewal restores it. Once
 * it is marked, all readers see it as logged out: an interrupted logout leaves no revoked token in use, and the next logout completes it.
 */
final class Logout {
    private final SessionParts parts;
    private final SessionMemory memory;
    private final PendingEvents events;

    /** @param memory the tokens in this process; they are revoked if they could not be stored, and forgotten */
    Logout(SessionParts parts, SessionMemory memory) {
        this.parts = parts;
        this.memory = memory;
        this.events = parts.events();
    }

    LogoutResult run(LogoutScope scope) {
        LockId id = LockId.session(parts.slot().id());
        SessionLock lock = parts.adapters().lock();
        try (SessionLock.Hold hold = events.waitingForLock(() -> lock.acquire(id, Renewal.LOCK_LIMIT))) {
            LogoutResult result = locked(scope == LogoutScope.LOCAL_ONLY, hold);
            memory.forget(); // Before the lock is released; otherwise the result of the next login would be forgotten.
            return result;
        } catch (AuthException e) {
            memory.forgetWhatIsStored();
            events.failed(Kind.LOGOUT_FAILED, e);
            throw e;
        } finally {
            events.tell();
        }
    }

    private LogoutResult locked(boolean localOnly, SessionLock.Hold hold) {
        Optional<StoredSession> stored;
        try {
            // If nothing is sent, it does not matter whose session it is: this is the way to remove a session in the
            // wrong place.
            stored = localOnly ? parts.slot().loadToDelete() : toRevoke();
        } catch (StorageException e) {
            if (e.reason() == Reason.NEWER_VERSION) {
                throw e; // A newer version's document is left alone.
            }
            parts.slot().delete(hold);
            events.add(Kind.WARNING, "The session was deleted without being read. " + keyStays(e) + e.getMessage());
            Optional<StoredSession> known = localOnly
                    ? Optional.empty()
                    : Optional.ofNullable(memory.current()).map(Tokens::session);
            return told(known.filter(parts.slot()::isRevocable).map(this::revoked));
        }
        if (stored.isEmpty()) {
            return new LogoutResult(false, Optional.empty());
        }
        if (localOnly) {
            return delete(Optional.empty(), hold);
        }
        return isMarked(hold) ? delete(Optional.of(revoked(stored.get())), hold) : deletedFirst(stored.get(), hold);
    }

    /** Another account's tokens are not revoked on behalf of this one. */
    private Optional<StoredSession> toRevoke() {
        try {
            return parts.slot().loadToRevoke();
        } catch (WrongUserException e) {
            throw new WrongUserException(e.problem(), deleteLocally(), e);
        }
    }

    private Remedy deleteLocally() {
        SessionId id = parts.slot().id();
        return Remedy.of(Remedy.Action.DELETE_LOCALLY, id.provider(), id.account());
    }

    /** On a full disk, a document cannot be marked but can be deleted. */
    private boolean isMarked(SessionLock.Hold hold) {
        try {
            parts.slot().beginLogout(hold);
            return true;
        } catch (StorageException e) {
            return false;
        }
    }

    private LogoutResult deletedFirst(StoredSession stored, SessionLock.Hold hold) {
        parts.slot().delete(hold);
        return told(Optional.of(revoked(stored)));
    }

    private Revocation revoked(StoredSession stored) {
        StoredSession session = newest(stored);
        return parts.revoke(session.accessToken(), session.refreshToken());
    }

    private static String keyStays(StorageException e) {
        return switch (e.reason()) {
            case UNAVAILABLE, LOCKED, TIMED_OUT, DENIED, BUSY -> "Its key stays in the keyring. ";
            default -> "";
        };
    }

    private StoredSession newest(StoredSession stored) {
        Tokens known = memory.current();
        return known != null && known.isAheadOf(stored) ? known.session() : stored;
    }

    private LogoutResult delete(Optional<Revocation> revoked, SessionLock.Hold hold) {
        parts.slot().delete(hold);
        return told(revoked);
    }

    private LogoutResult told(Optional<Revocation> revoked) {
        events.add(Kind.LOGGED_OUT, revoked.isPresent() ? revoked.get().name() : "the server was not asked");
        return new LogoutResult(true, revoked);
    }
}
