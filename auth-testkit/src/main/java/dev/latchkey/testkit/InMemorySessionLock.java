package dev.latchkey.testkit;

import dev.latchkey.error.CancelledException;
import dev.latchkey.error.LockTimeoutException;
import dev.latchkey.model.LockId;
import dev.latchkey.port.SessionLock;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A lock for the threads of one JVM, fair, waiting in real time. Whoever shares a store in a test shares the instance. */
public final class InMemorySessionLock implements SessionLock {
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final ConcurrentMap<LockId, Semaphore> locks = new ConcurrentHashMap<>();

    /** A lock that nobody holds. */
    public InMemorySessionLock() {}

    @Override
    public Hold acquire(LockId id, Duration limit) {
        Semaphore semaphore = locks.computeIfAbsent(id, key -> new Semaphore(1, true));
        try {
            if (!semaphore.tryAcquire(nanos(limit), TimeUnit.NANOSECONDS)) {
                throw new LockTimeoutException("The lock " + id + " was not had within " + limit);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("Interrupted while waiting for the lock " + id, e);
        }
        AtomicBoolean held = new AtomicBoolean(true);
        return () -> {
            if (held.getAndSet(false)) {
                semaphore.release();
            }
        };
    }

    /** Whether somebody holds it now. */
    public boolean isHeld(LockId id) {
        Semaphore semaphore = locks.get(id);
        return semaphore != null && semaphore.availablePermits() == 0;
    }

    private static long nanos(Duration limit) {
        return (limit.compareTo(LONGEST) > 0 ? LONGEST : limit.isNegative() ? Duration.ZERO : limit).toNanos();
    }
}
