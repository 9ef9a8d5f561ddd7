package dev.latchkey.local.storage;

import dev.latchkey.model.LockId;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionLock;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * The lock where sessions may be in a database that hosts share: the database's, and for what is in files here that of the files,
 * too, which keeps out programs that do not know the database. The database's is always taken first. Safe for use by several threads.
 */
final class SharedLock implements SessionLock {
    private final SessionLock shared;
    private final SessionLock files;
    private final Predicate<SessionId> isLocal;

    /**
     * @param shared the database's
     * @param files that of the files
     * @param isLocal whether a session is in files, or may come there; asked once the first lock is held
     */
    SharedLock(SessionLock shared, SessionLock files, Predicate<SessionId> isLocal) {
        this.shared = Objects.requireNonNull(shared, "shared");
        this.files = Objects.requireNonNull(files, "files");
        this.isLocal = Objects.requireNonNull(isLocal, "isLocal");
    }

    @Override
    public Hold acquire(LockId id, Duration limit) {
        SessionId session = id.session();
        if (session == null) {
            return files.acquire(id, limit);
        }
        Hold hold = shared.acquire(id, limit);
        try {
            return isLocal.test(session) ? new Both(hold, files.acquire(id, limit)) : hold;
        } catch (RuntimeException | Error e) {
            hold.close();
            throw e;
        }
    }

    /** The database's part of a hold. */
    static Hold shared(Hold hold) {
        return hold instanceof Both both ? both.shared : hold;
    }

    private record Both(Hold shared, Hold file) implements Hold {
        @Override
        public LockId id() {
            return shared.id();
        }

        @Override
        public void check() {
            shared.check();
            file.check();
        }

        @Override
        public void close() {
            file.close();
            shared.close();
        }
    }
}
