package dev.latchkey.session;

import dev.latchkey.error.LockTimeoutException;
import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.model.LockId;
import dev.latchkey.port.SessionLock;
import java.time.Duration;

/** A session's lock that is held, and taken again where it was lost: something may delete its file. Used by one thread. */
final class HeldLock implements AutoCloseable {
    private final SessionLock lock;
    private final LockId id;
    private SessionLock.Hold hold;

    private HeldLock(SessionLock lock, LockId id, SessionLock.Hold hold) {
        this.lock = lock;
        this.id = id;
        this.hold = hold;
    }

    /** Waits for it; throws what {@link SessionLock#acquire} throws. */
    static HeldLock acquire(SessionLock lock, LockId id, Duration limit) {
        return new HeldLock(lock, id, lock.acquire(id, limit));
    }

    /** Whether nobody else can hold it now, for sure; to be asked before a token is sent, since nothing is lost by not sending. */
    boolean isHeld() {
        try {
            hold.check();
            return true;
        } catch (StorageException e) {
            return false;
        }
    }

    /** Whether others can hold it too by now; to be asked before something is saved. */
    boolean isLost() {
        try {
            hold.check();
            return false;
        } catch (StorageException e) {
            // Where it cannot be told, nobody is known to have taken it; what is saved is compared in any case.
            return e.reason() == Reason.LOCK_LOST;
        }
    }

    /** Takes it again, if nobody else has it by now. */
    boolean takeAgain() {
        try {
            takeAgain(Duration.ZERO);
            return true;
        } catch (LockTimeoutException e) {
            return false;
        }
    }

    /** Waits for it again; throws what {@link SessionLock#acquire} throws. */
    void takeAgain(Duration limit) {
        hold.close();
        hold = lock.acquire(id, limit);
    }

    @Override
    public void close() {
        hold.close();
    }
}
