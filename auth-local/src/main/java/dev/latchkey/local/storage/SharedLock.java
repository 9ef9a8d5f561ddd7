package dev.latchkey.local.storage;

import dev.latchkey.model.LockId;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.TimeSource;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The lock of sessions that may be in a database shared by several hosts. It is the database's, and for sessions in files also the files'
 * lock, which keeps out programs that do not know the database. The database's is always taken first. Safe for use by several threads.
 */
final class SharedLock implements SessionLock {
    private final Supplier<Optional<SessionLock>> shared;
    private final SessionLock files;
    private final Predicate<SessionId> isLocal;
    private final TimeSource time;

    /**
     * @param shared the database's lock, requested whenever a session is locked; if it is empty, only the files' lock is taken
     * @param files the files' lock
     * @param isLocal whether a session is in files or may be saved there; called once the first lock is held
     * @param time measures the time limit, which covers both locks
     */
    SharedLock(
            Supplier<Optional<SessionLock>> shared, SessionLock files, Predicate<SessionId> isLocal, TimeSource time) {
        this.shared = Objects.requireNonNull(shared, "shared");
        this.files = Objects.requireNonNull(files, "files");
        this.isLocal = Objects.requireNonNull(isLocal, "isLocal");
        this.time = Objects.requireNonNull(time, "time");
    }

    @Override
    public Hold acquire(LockId id, Duration limit) {
        return acquire(id, limit, () -> true).orElseThrow();
    }

    @Override
    public Optional<Hold> acquire(LockId id, Duration limit, BooleanSupplier needed) {
        SessionId session = id.session();
        Optional<SessionLock> first = session == null ? Optional.empty() : shared.get();
        if (session == null || first.isEmpty()) {
            return files.acquire(id, limit, needed);
        }
        long start = time.monotonicNanos();
        return first.get().acquire(id, limit, needed).map(hold -> withFile(hold, id, session, left(limit, start)));
    }

    private Hold withFile(Hold hold, LockId id, SessionId session, Duration left) {
        try {
            return isLocal.test(session) ? new Both(hold, files.acquire(id, left)) : hold;
        } catch (RuntimeException | Error e) {
            hold.close();
            throw e;
        }
    }

    private Duration left(Duration limit, long start) {
        Duration left = limit.minusNanos(time.monotonicNanos() - start);
        return left.isNegative() ? Duration.ZERO : left;
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
