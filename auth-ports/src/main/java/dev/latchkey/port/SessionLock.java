package dev.latchkey.port;

import dev.latchkey.error.CancelledException;
import dev.latchkey.error.LockTimeoutException;
import dev.latchkey.error.StorageException;
import dev.latchkey.model.LockId;
import java.time.Duration;

/**
 * Mutual exclusion across the threads and the processes that share a store. The kernel releases what a process held when it
 * dies; a lock is never stolen, and what stands for it on disk is never deleted.
 *
 * <pre>{@code
 * try (SessionLock.Hold hold = lock.acquire(LockId.session(id), Duration.ofSeconds(60))) {
 *     // read again what is stored, decide again, and only then write
 * }
 * }</pre>
 *
 * <p>Not reentrant. Implementations are safe for use by several threads.
 */
public interface SessionLock {
    /**
     * Waits for the lock.
     *
     * @param limit how long to wait at most; zero tries once
     * @throws LockTimeoutException if it was not had in time; then nothing may be written
     * @throws CancelledException if the thread was interrupted while it waited; its interrupt flag is set
     * @throws StorageException if there is no place for a lock, such as a folder that cannot be written
     */
    Hold acquire(LockId id, Duration limit);

    /** The lock, held. Closed by any thread, once or more often. */
    interface Hold extends AutoCloseable {
        /** Releases the lock; never throws. */
        @Override
        void close();
    }
}
