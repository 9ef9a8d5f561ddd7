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
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A session whose lock is held, and the save of a refresh's result, which replaces only the document that was read. Space is reserved
 * before the refresh, and the save can be retried until it is decided. This class compares what the reserved space replaces; the store
 * checks that it is still there. If the lock is lost, for example because its file was deleted, it is acquired again. Used by one thread.
 */
final class LockedSession implements AutoCloseable {
    /** Every attempt after the first requires a program without locking to change the session at that very moment. */
    private static final int MOST_TRIES = 4;

    private final SessionSlot slot;
    private final SessionLock lock;
    private final LockId id;
    private SessionLock.Hold hold;
    private @Nullable Reservation reservation;

    /**
     * Reserved space for a session.
     *
     * @param save holds the space; closing it releases the space
     * @param replaces what was stored after the space was reserved; empty if the session was logged out
     */
    private record Reservation(PreparedSave save, Optional<StoredSession> replaces) {}

    /** The result of a save. */
    enum Saved {
        /** The session is stored durably. */
        DONE,
        /** Another program stored another session in the meantime; that one is kept. */
        SUPERSEDED,
        /** The session was logged out in the meantime and must not reappear. */
        REMOVED,
        /** The store could not be read or written; to be retried. */
        FAILED
    }

    /** @param failure why it failed; null unless {@link Saved#FAILED} */
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

    /** Waits for the lock while it is needed; like {@link SessionLock#acquire(LockId, Duration, BooleanSupplier)}. */
    static Optional<LockedSession> acquire(SessionSlot slot, SessionLock lock, Duration limit, BooleanSupplier needed) {
        LockId id = LockId.session(slot.id());
        return lock.acquire(id, limit, needed).map(hold -> new LockedSession(slot, lock, id, hold));
    }

    /** Why the lock may no longer be held, or null if it is. */
    private @Nullable StorageException doubt() {
        try {
            hold.check();
            return null;
        } catch (StorageException e) {
            return e;
        }
    }

    private static boolean isLost(@Nullable StorageException doubt) {
        return doubt != null && doubt.reason() == Reason.LOCK_LOST;
    }

    /** A save that another process has in progress although this one holds the lock. */
    Optional<UnfinishedSave> unfinishedSaveOfAnother() {
        return reservation == null ? slot.interrupted() : Optional.empty();
    }

    /**
     * Reserves space: everything that can fail about a save fails here. Called before a token is sent, because nothing is lost until then.
     * A lock that may have been lost is acquired again; throws like {@link SessionLock#acquire}.
     *
     * @param read the session that was read
     * @param unsaved whether the token to be sent is not stored. Then a lock that may still be held is not released, because its next
     *     holder would send the token that this one superseded
     * @param limit how long to wait for a lost lock
     * @return whether the lock is certainly held and the space replaces that session; if not, the session must be read again
     * @throws StorageException if nothing could be stored; or if the token is unsaved and it is unknown whether the lock is still held
     */
    boolean isPrepared(StoredSession read, boolean unsaved, Duration limit) {
        StorageException doubt;
        try {
            Reservation made = newReservation();
            doubt = doubt();
            if (doubt == null) {
                return made.replaces
                        .filter(now -> SessionSlot.isStill(now, read))
                        .isPresent();
            }
        } catch (StorageException e) {
            if (!isLost(e)) { // A database looks for the lock itself.
                throw e;
            }
            doubt = e;
        }
        if (unsaved && !isLost(doubt)) {
            throw doubt;
        }
        giveUpReservation();
        hold.close();
        hold = lock.acquire(id, limit);
        return false;
    }

    private Reservation newReservation() {
        Reservation former = reservation;
        // Before the former one is released: other processes would take that for its end.
        PreparedSave save = slot.prepare(hold);
        try {
            Reservation made = new Reservation(save, slot.loadAny());
            reservation = made;
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
     * Compares and saves. Programs without locking, such as the Python client, may have logged out or in since the request was sent.
     *
     * @param over the session that was read, which is the only one to replace
     */
    SaveResult save(StoredSession session, StoredSession over) {
        try {
            for (int tries = 1; ; tries++) {
                Reservation prepared = reservation();
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
            // Whatever the failure, the tokens exist nowhere else. Its message may contain a secret.
            String location = slot.location();
            String message = "The session at " + location + " could not be saved: "
                    + e.getClass().getName() + ".";
            return new SaveResult(Saved.FAILED, new StorageException(Reason.NOT_WRITABLE, location, message, e));
        }
    }

    /** False if the session changed after the space was reserved: then new space is needed, which may or may not replace it. */
    private boolean isCommitted(Reservation prepared, StoredSession session, int tries) {
        try {
            prepared.save.commit(slot.document(session));
            reservation = null;
            return true;
        } catch (StorageException e) {
            if (e.reason() != Reason.STALE || tries == MOST_TRIES) {
                throw e;
            }
            newReservation();
            return false;
        }
    }

    /**
     * Acquires a lost lock again, with new space. If another process holds it by now, this continues without it: only the used token is
     * replaced, and that process finds the new one when it reads again.
     */
    private Reservation reservation() {
        // If it cannot be determined, no other process is known to hold it. The save is compared in any case.
        if (isLost(doubt()) && isTakenAgain()) {
            giveUpReservation();
        }
        Reservation present = reservation;
        return present == null ? newReservation() : present;
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

    /** Leaves the mark of an unfinished save for processes that come later. */
    void leaveMark() {
        Reservation present = reservation;
        reservation = null;
        if (present != null) {
            slot.leave(present.save);
        }
    }

    /** Keeps what is stored. The next save reserves space again. */
    private void giveUpReservation() {
        Reservation present = reservation;
        reservation = null;
        if (present != null) {
            present.save.close();
        }
    }

    @Override
    public void close() {
        try {
            giveUpReservation();
        } finally {
            hold.close();
        }
    }
}
