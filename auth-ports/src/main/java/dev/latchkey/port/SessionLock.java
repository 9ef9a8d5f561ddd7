package dev.latchkey.port;

import dev.latchkey.error.CancelledException;
import dev.latchkey.error.LockTimeoutException;
import dev.latchkey.error.StorageException;
import dev.latchkey.model.LockId;
import dev.latchkey.model.SessionId;
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
        /** What is locked. */
        LockId id();

        /**
         * Asks whether this still is the lock: what stands for it may have been deleted, or a connection cut, and then others
         * can hold it too. To be asked before a token is sent and before something is saved.
         *
         * @throws StorageException of reason {@link StorageException.Reason#LOCK_LOST} if it is not, or was closed; then
         *     nothing may be written
         */
        void check();

        /**
         * Makes sure that this is the lock of that session; asked by a store before it changes the session.
         *
         * @throws IllegalArgumentException if it is another lock, which is a mistake of the program
         */
        default void requireSession(SessionId session) {
            if (!id().equals(LockId.session(session))) {
                throw new IllegalArgumentException("hold is the lock of " + id() + ", not of the session " + session);
            }
        }

        /** Releases the lock; never throws. */
        @Override
        void close();
    }
}
