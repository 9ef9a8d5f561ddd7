package dev.latchkey.local.storage;

import dev.latchkey.error.AuthException;
import dev.latchkey.error.LockTimeoutException;
import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.local.storage.ChosenStore.Presence;
import dev.latchkey.model.LockId;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionLock.Hold;
import dev.latchkey.port.SessionStore;
import dev.latchkey.port.SessionStore.PreparedSave;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Moves sessions from one store to another: writes the target, reads it back, and only then deletes the source, all under the session's
 * lock. If it is interrupted, a valid session remains, in one store or in both, and running the same move again completes it. If both
 * stores contain a session, the upper store's takes precedence, also as the source.
 */
public final class Migration {
    private static final Duration LOCK_LIMIT = Duration.ofSeconds(60);

    private final ChosenStore stores;
    private final SessionStore lower;
    private final SessionStore upper;
    private final ChosenStore.Upper present;
    private final SessionLock lock;

    /** The result for one session. */
    public enum Outcome {
        /** It was moved, and is in no other store. */
        MOVED,
        /** It was there already; an obsolete copy was deleted from the other store. */
        CLEARED,
        /** It was there already, and nowhere else. */
        ALREADY_THERE,
        /** It does not exist; another process may have logged out. */
        GONE
    }

    /**
     * @param stores all stores
     * @param lock the sessions' lock, wherever they are
     */
    Migration(ChosenStore stores, SessionLock lock) {
        this.stores = stores;
        this.lower = stores.lower;
        this.upper = stores.upper;
        this.present = stores.present;
        this.lock = lock;
    }

    /** Whether this move needs a store of this kind. */
    public boolean needs(StoreKind kind, SessionId id, StoreKind target) {
        return target == kind || stores.kindOf(id) == kind;
    }

    /**
     * Moves one session.
     *
     * @throws StorageException if that failed; the session still exists, and the move can be tried again
     * @throws dev.latchkey.error.LockTimeoutException if another process held its lock for too long
     */
    public Outcome move(SessionId id, StoreKind target) {
        try (Hold hold = lock.acquire(LockId.session(id), LOCK_LIMIT)) {
            return move(id, hold, target);
        }
    }

    private Outcome move(SessionId id, Hold hold, StoreKind target) {
        if (target == stores.kind) {
            return raise(id, hold);
        }
        SessionStore below = stores.lower(target, true);
        if (present.isPresent(id)) {
            return transfer(id, hold, upper, below, () -> Presence.of(() -> present.isPresent(id)));
        }
        if (lower instanceof ChosenStore two) {
            return new Migration(two, lock).move(id, hold, target);
        }
        return lower.load(id).isPresent() ? Outcome.ALREADY_THERE : Outcome.GONE;
    }

    /**
     * Deletes the key if a move to files was interrupted after it had deleted the last sealed session; does nothing else. A key that cannot
     * be deleted now stays and does no harm. Failures are ignored.
     *
     * @param id any session that was moved
     */
    public void tidy(SessionId id) {
        if (lower instanceof ChosenStore two) {
            new Migration(two, lock).tidy(id);
            return;
        }
        try (Hold hold = lock.acquire(LockId.session(id), LOCK_LIMIT)) {
            if (!present.isPresent(id)) {
                upper.delete(id, hold);
            }
        } catch (StorageException | LockTimeoutException e) {
            // The sessions are already where they should be.
        }
    }

    /** The session's location in the store of this kind. */
    public String location(SessionId id, StoreKind kind) {
        return stores.of(kind).location(id);
    }

    private Outcome raise(SessionId id, Hold hold) {
        if (present.isPresent(id)) {
            return keepUpper(id, hold);
        }
        return transfer(id, hold, lower, upper, () -> Presence.in(lower, id));
    }

    /** @param look whether the source still has the session, after it could not be deleted there */
    private Outcome transfer(
            SessionId id, Hold hold, SessionStore source, SessionStore target, Supplier<Presence> look) {
        Optional<Secret> document = source.load(id);
        if (document.isEmpty()) {
            return Outcome.GONE;
        }
        copy(id, hold, document.get(), target);
        deleteSource(id, hold, source, target, look);
        return Outcome.MOVED;
    }

    /**
     * Already there, perhaps because a move was interrupted. The copy that it replaced is deleted only after the upper one was opened
     * successfully.
     */
    private Outcome keepUpper(SessionId id, Hold hold) {
        if (upper.load(id).isEmpty()) {
            return Outcome.GONE;
        }
        boolean both = Presence.in(lower, id) != Presence.ABSENT;
        try {
            lower.delete(id, hold);
        } catch (AuthException e) {
            if (Presence.in(lower, id) != Presence.ABSENT) {
                throw MovingSave.notMoved(
                        e,
                        lower.location(id),
                        "The session is already in " + upper.location(id) + "; this copy is not used.");
            }
        }
        return both ? Outcome.CLEARED : Outcome.ALREADY_THERE;
    }

    /** If the source cannot be deleted, deletes the copy again: a session that is reported as not moved must be where it was. */
    private void deleteSource(
            SessionId id, Hold hold, SessionStore source, SessionStore target, Supplier<Presence> look) {
        try {
            source.delete(id, hold);
        } catch (AuthException e) {
            Presence left = look.get();
            if (left == Presence.ABSENT) {
                return; // It was deleted, whatever failed after that.
            }
            boolean alone = left == Presence.PRESENT && MovingSave.takeBack(target, id, hold, e);
            throw MovingSave.notMoved(
                    e,
                    source.location(id),
                    alone
                            ? "It stays there, and nowhere else."
                            : "The same session is in " + target.location(id) + " too, and the one at "
                                    + upper.location(id) + " counts; try again.");
        }
    }

    private static void copy(SessionId id, Hold hold, Secret document, SessionStore target) {
        try (PreparedSave save = target.prepare(id, hold)) {
            save.commit(document);
        }
        try {
            if (!target.load(id).equals(Optional.of(document))) {
                throw new StorageException(
                        Reason.NOT_WRITABLE,
                        target.location(id),
                        "The session was written to " + target.location(id)
                                + ", but something else is there. It stays where it was; try again.",
                        null);
            }
        } catch (AuthException e) {
            // An unreadable document in the upper store must not hide a good one in the lower store.
            MovingSave.takeBack(target, id, hold, e);
            throw e;
        }
    }
}
