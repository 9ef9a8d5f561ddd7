package dev.latchkey.local.storage;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.model.LockId;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionLock.Hold;
import dev.latchkey.port.SessionStore;
import dev.latchkey.port.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** A database that is shared by several hosts, for holders of a {@link SharedLock}. Safe for use by several threads. */
final class SharedStore extends ForwardingStore implements ChosenStore.Upper {
    private final SessionStore database;

    SharedStore(SessionStore database) {
        this.database = database;
    }

    @Override
    public SessionStore store() {
        return database;
    }

    /**
     * Opens the document. A corrupt one, or one whose key is lost, is present. Any other failure is passed on, for example that this host
     * does not have the key: other hosts may be using the session, so it is neither considered absent nor replaced.
     *
     * @throws StorageException if the document cannot be read here
     */
    @Override
    public boolean isPresent(SessionId id) {
        try {
            return database.load(id).isPresent() || database.loadEnding(id).isPresent();
        } catch (StorageException e) {
            if (e.reason() == Reason.CORRUPT || e.reason() == Reason.KEY_LOST) {
                return true;
            }
            throw e;
        }
    }

    @Override
    public PreparedSave prepare(SessionId id, Hold hold) {
        return database.prepare(id, shared(hold));
    }

    @Override
    public void delete(SessionId id, Hold hold) {
        database.delete(id, shared(hold));
    }

    @Override
    public Optional<String> setAside(SessionId id, Hold hold) {
        return database.setAside(id, shared(hold));
    }

    /** The database's part of a hold. */
    private static Hold shared(Hold hold) {
        return hold instanceof Both both ? both.shared : hold;
    }

    /**
     * The lock of sessions that may be in the database. It is the database's, and for sessions in files also the files' lock, which keeps out
     * programs that do not know the database. The database's is always taken first. Safe for use by several threads.
     *
     * @param shared the database's lock, requested whenever a session is locked; if it is empty, only the files' lock is taken
     * @param files the files' lock
     * @param isLocal whether a session is in files or may be saved there; called once the first lock is held
     * @param time measures the time limit, which covers both locks
     */
    record SharedLock(
            Supplier<Optional<SessionLock>> shared, SessionLock files, Predicate<SessionId> isLocal, TimeSource time)
            implements SessionLock {
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
