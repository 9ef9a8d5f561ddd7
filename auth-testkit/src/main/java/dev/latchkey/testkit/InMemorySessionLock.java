package dev.latchkey.testkit;

import dev.latchkey.error.CancelledException;
import dev.latchkey.error.LockTimeoutException;
import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.model.LockId;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionLock;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A fair lock for the threads of one JVM that waits in real time. Components of a test that share a store must share the instance. */
public final class InMemorySessionLock implements SessionLock {
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final ConcurrentMap<LockId, Semaphore> locks = new ConcurrentHashMap<>();

    /** Creates a lock that is not held. */
    public InMemorySessionLock() {}

    /** A hold of the session's lock for a test that changes a store directly; it blocks no other lock. */
    public static Hold held(SessionId id) {
        return new InMemorySessionLock().acquire(LockId.session(id), Duration.ZERO);
    }

    @Override
    public Hold acquire(LockId id, Duration limit) {
        Semaphore semaphore = locks.computeIfAbsent(id, key -> new Semaphore(1, true));
        try {
            if (!semaphore.tryAcquire(nanos(limit), TimeUnit.NANOSECONDS)) {
                throw new LockTimeoutException("Timed out after " + limit + " waiting for the lock " + id);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("Interrupted while waiting for the lock " + id, e);
        }
        return new InMemoryHold(id, semaphore);
    }

    /** Takes the lock away from its holders, as if its file had been deleted: others can acquire it at once. */
    public void lose(LockId id) {
        locks.remove(id);
    }

    /** Whether the lock is held now. */
    public boolean isHeld(LockId id) {
        Semaphore semaphore = locks.get(id);
        return semaphore != null && semaphore.availablePermits() == 0;
    }

    private final class InMemoryHold implements Hold {
        private final LockId id;
        private final Semaphore semaphore;
        private final AtomicBoolean held = new AtomicBoolean(true);

        InMemoryHold(LockId id, Semaphore semaphore) {
            this.id = id;
            this.semaphore = semaphore;
        }

        @Override
        public LockId id() {
            return id;
        }

        @Override
        public void check() {
            if (!held.get() || locks.get(id) != semaphore) {
                throw new StorageException(
                        Reason.LOCK_LOST, id.toString(), "The lock " + id + " was lost while it was held.", null);
            }
        }

        @Override
        public void close() {
            if (held.getAndSet(false)) {
                semaphore.release();
            }
        }
    }

    private static long nanos(Duration limit) {
        return (limit.compareTo(LONGEST) > 0 ? LONGEST : limit.isNegative() ? Duration.ZERO : limit).toNanos();
    }
}
