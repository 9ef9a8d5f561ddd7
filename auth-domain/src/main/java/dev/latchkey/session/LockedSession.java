package dev.latchkey.session;

import dev.latchkey.error.LockTimeoutException;
import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.model.LockId;
import dev.latchkey.model.UnfinishedSave;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionStore.PreparedSave;
import dev.latchkey.token.StoredSession;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A session whose lock is held, and the save of what a refresh brings: over exactly what was found stored, and over nothing else. Its
 * place is made before the refresh, and it can be tried again until it is decided: what the place replaces is compared here, and that
 * it still is there by the store. A lock that was lost, since something may delete its file, is taken again. Used by one thread.
 */
final class LockedSession implements AutoCloseable {
    /** Each try but the first needs a program that does not lock to have changed the session that very moment. */
    private static final int MOST_TRIES = 4;

    private final SessionSlot slot;
    private final SessionLock lock;
    private final LockId id;
    private SessionLock.Hold hold;
    private @Nullable Place place;

    /**
     * Where a session is saved.
     *
     * @param save ends with the place
     * @param replaces what was stored once the place was made; empty if the session was logged out
     */
    private record Place(PreparedSave save, Optional<StoredSession> replaces) {}

    /** How a save ended. */
    enum Saved {
        /** The session is stored, durably. */
        DONE,
        /** Another program stored another session meanwhile; it stays. */
        SUPERSEDED,
        /** Logged out meanwhile: the session must not come back. */
        REMOVED,
        /** The store could not be read or written: to be tried again. */
        FAILED
    }

    /** @param failure why it failed; null for all but {@link Saved#FAILED} */
    record SaveResult(Saved saved, @Nullable StorageException failure) {
        private SaveResult(Saved saved) {
            this(saved, null);
        }
    }

    private LockedSession(SessionSlot slot, SessionLock lock, LockId id, SessionLock.Hold hold) {
        this.slot = slot;
        this.lock = lock;
        this.id = id;
        this.hold = hold;
    }

    /** Waits for the lock; throws what {@link SessionLock#acquire} throws. */
    static LockedSession acquire(SessionSlot slot, SessionLock lock, Duration limit) {
        LockId id = LockId.session(slot.id());
        return new LockedSession(slot, lock, id, lock.acquire(id, limit));
    }

    /** Why it may not be held any more, or null if it is. */
    private @Nullable Reason doubt() {
        try {
            hold.check();
            return null;
        } catch (StorageException e) {
            return e.reason();
        }
    }

    /** A save that another process has under way, although the lock is ours. */
    Optional<UnfinishedSave> unfinishedSaveOfAnother() {
        return place == null ? slot.interrupted() : Optional.empty();
    }

    /**
     * Makes the place: what can fail of a save fails here. Asked before a token is sent, since nothing is lost by not sending. A lock
     * that may have been lost is taken again; throws what {@link SessionLock#acquire} throws.
     *
     * @param read what was found stored
     * @param limit how long to wait for a lost lock
     * @return whether the lock is held, for sure, and that is what the place replaces; if not, the session is to be read again
     * @throws StorageException if nothing could be stored
     */
    boolean isPrepared(StoredSession read, Duration limit) {
        Place made = newPlace();
        if (doubt() == null) {
            return made.replaces.filter(now -> SessionSlot.isStill(now, read)).isPresent();
        }
        giveUpPlace();
        hold.close();
        hold = lock.acquire(id, limit);
        return false;
    }

    private Place newPlace() {
        Place former = place;
        // Before the former is given up: those who come by would take that for the end of it.
        PreparedSave save = slot.prepare(hold);
        try {
            Place made = new Place(save, slot.loadAny());
            place = made;
            if (former != null) {
                former.save.close();
            }
            return made;
        } catch (RuntimeException e) {
            save.close();
            throw e;
        }
    }

    /**
     * Compares and saves. Programs that do not lock, such as the Python client, may have logged out or in since the server was
     * asked.
     *
     * @param over what was found stored, and alone is replaced
     */
    SaveResult save(StoredSession session, StoredSession over) {
        try {
            for (int tries = 1; ; tries++) {
                Place prepared = place();
                if (prepared.replaces.isEmpty()) {
                    return new SaveResult(Saved.REMOVED);
                }
                if (!SessionSlot.isStill(prepared.replaces.get(), over)) {
                    return new SaveResult(Saved.SUPERSEDED);
                }
                if (isCommitted(prepared, session, tries)) {
                    return new SaveResult(Saved.DONE);
                }
            }
        } catch (StorageException e) {
            return new SaveResult(Saved.FAILED, e);
        } catch (RuntimeException | Error e) {
            // Whatever it is, the tokens are nowhere else. What it says may be a secret.
            String location = slot.location();
            String message = "The session at " + location + " could not be saved: "
                    + e.getClass().getName() + ".";
            return new SaveResult(Saved.FAILED, new StorageException(Reason.NOT_WRITABLE, location, message, e));
        }
    }

    /** Not if the session changed after the place was made: then another place is needed, which may replace it or not. */
    private boolean isCommitted(Place prepared, StoredSession session, int tries) {
        try {
            prepared.save.commit(slot.document(session));
            place = null;
            return true;
        } catch (StorageException e) {
            if (e.reason() != Reason.STALE || tries == MOST_TRIES) {
                throw e;
            }
            newPlace();
            return false;
        }
    }

    /**
     * A lock that was lost is taken again, with a new place. Where another process has it by now, this goes on without it:
     * nothing is replaced but the token that is used up, and that process finds the new one when it looks again.
     */
    private Place place() {
        // Where it cannot be told, nobody is known to have taken it; what is saved is compared in any case.
        if (doubt() == Reason.LOCK_LOST && isTakenAgain()) {
            giveUpPlace();
        }
        Place present = place;
        return present == null ? newPlace() : present;
    }

    private boolean isTakenAgain() {
        try {
            hold.close();
            hold = lock.acquire(id, Duration.ZERO);
            return true;
        } catch (LockTimeoutException e) {
            return false;
        }
    }

    /** Leaves the mark of an unfinished save behind, for those who come after this process. */
    void leaveMark() {
        Place present = place;
        place = null;
        if (present != null) {
            slot.leave(present.save);
        }
    }

    /** What is stored stays as it is. The next save makes a place again. */
    private void giveUpPlace() {
        Place present = place;
        place = null;
        if (present != null) {
            present.save.close();
        }
    }

    @Override
    public void close() {
        try {
            giveUpPlace();
        } finally {
            hold.close();
        }
    }
}
