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
 * place is made before the refresh, and it can be tried again until it is decided. A lock that was lost, since something may delete
 * its file, is taken again. Used by one thread.
 */
final class LockedSession implements AutoCloseable {
    private final SessionSlot slot;
    private final SessionLock lock;
    private final LockId id;
    private SessionLock.Hold hold;
    private @Nullable PreparedSave place;

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

    /** Whether nobody else can hold it now, for sure; to be asked before a token is sent, since nothing is lost by not sending. */
    boolean isHeld() {
        return doubt() == null;
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

    /** Gives the place up and waits for the lock again; throws what {@link SessionLock#acquire} throws. */
    void lockAgain(Duration limit) {
        giveUpPlace();
        hold.close();
        hold = lock.acquire(id, limit);
    }

    /** A save that another process has under way, although the lock is ours. */
    Optional<UnfinishedSave> unfinishedSaveOfAnother() {
        return place == null ? slot.interrupted() : Optional.empty();
    }

    /**
     * Makes the place: what can fail of a save fails here.
     *
     * @throws StorageException if nothing could be stored
     */
    void prepare() {
        PreparedSave former = place;
        place = slot.prepare(); // Before the former is given up: those who come by would take that for the end of it.
        if (former != null) {
            former.close();
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
            PreparedSave prepared = place();
            Optional<StoredSession> stored = slot.loadAny();
            if (stored.isEmpty()) {
                return new SaveResult(Saved.REMOVED);
            }
            if (!SessionSlot.isStill(stored.get(), over)) {
                return new SaveResult(Saved.SUPERSEDED);
            }
            prepared.commit(slot.document(session));
            place = null;
            return new SaveResult(Saved.DONE);
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

    /**
     * A lock that was lost is taken again, with a new place. Where another process has it by now, this goes on without it:
     * nothing is replaced but the token that is used up, and that process finds the new one when it looks again.
     */
    private PreparedSave place() {
        // Where it cannot be told, nobody is known to have taken it; what is saved is compared in any case.
        if (doubt() == Reason.LOCK_LOST && isTakenAgain()) {
            giveUpPlace();
        }
        PreparedSave prepared = place;
        if (prepared == null) {
            prepared = slot.prepare();
            place = prepared;
        }
        return prepared;
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
        PreparedSave prepared = place;
        place = null;
        if (prepared != null) {
            slot.leave(prepared);
        }
    }

    /** What is stored stays as it is. The next save makes a place again. */
    private void giveUpPlace() {
        PreparedSave prepared = place;
        place = null;
        if (prepared != null) {
            prepared.close();
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
