package dev.latchkey.local.storage;

import dev.latchkey.error.StorageException;
import dev.latchkey.local.internal.AdHocProvider;
import dev.latchkey.model.LockId;
import dev.latchkey.model.LockId.Kind;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionLock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A session's lock that first moves what version 0.1.0 stored under another name. The move also takes that name's lock, so that no process
 * of that version renews the session meanwhile. The present name's lock is always taken before the former one's. Safe for use by several
 * threads.
 */
final class RenamingLock implements SessionLock {
    private final SessionLock lock;
    private final RenamedStore store;

    RenamingLock(SessionLock lock, RenamedStore store) {
        this.lock = Objects.requireNonNull(lock, "lock");
        this.store = Objects.requireNonNull(store, "store");
    }

    @Override
    public Hold acquire(LockId id, Duration limit) {
        return moved(lock.acquire(id, limit), limit);
    }

    @Override
    public Optional<Hold> acquire(LockId id, Duration limit, BooleanSupplier needed) {
        return lock.acquire(id, limit, needed).map(hold -> moved(hold, limit));
    }

    private Hold moved(Hold hold, Duration limit) {
        LockId id = hold.id();
        SessionId session = id.session();
        if (session == null || id.kind() != Kind.SESSION) {
            return hold;
        }
        try {
            move(session, hold, limit);
            return hold;
        } catch (RuntimeException | Error e) {
            hold.close();
            throw e;
        }
    }

    private void move(SessionId id, Hold hold, Duration limit) {
        Optional<SessionId> former = AdHocProvider.former(id);
        if (former.isEmpty()) {
            return;
        }
        try {
            if (store.isToMove(former.get(), id)) {
                move(former.get(), id, hold, limit);
            }
        } catch (StorageException e) {
            // A logout does not need the move; a save will fail.
            store.notMoved(id, e);
        }
    }

    private void move(SessionId former, SessionId id, Hold hold, Duration limit) {
        try (Hold formerHold = lock.acquire(LockId.session(former), limit)) {
            store.move(former, formerHold, id, hold);
        }
    }
}
