package dev.latchkey.port;

import dev.latchkey.error.CancelledException;
import dev.latchkey.error.LockTimeoutException;
import dev.latchkey.error.StorageException;
import dev.latchkey.model.LockId;
import dev.latchkey.model.SessionId;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Mutual exclusion across the threads, processes and hosts that share a store. The locks of a process that died are released: for files
 * by the kernel, at once; in a database another process takes them over after a few seconds without a sign of life. So ask
 * {@link Hold#check} before you send a token or save.
 *
 * <pre>{@code
 * try (SessionLock.Hold hold = lock.acquire(LockId.session(id), Duration.ofSeconds(60))) {
 *     // read again what is stored, decide again, and only then write
 * }
 * }</pre>
 *
 * <p>Not reentrant. Implementations must be safe for use by several threads.
 */
public interface SessionLock {
    /**
     * Waits for the lock.
     *
     * @param limit the maximum time to wait; zero tries once
     * @throws LockTimeoutException if it was not acquired in time; then nothing may be written
     * @throws CancelledException if the thread was interrupted while it waited; its interrupt flag is set
     * @throws StorageException if there is no place for a lock, such as a folder that is not writable
     */
    Hold acquire(LockId id, Duration limit);

    /**
     * Waits for the lock as long as it is needed. Who waits because another process renews the session, and sees in the store that it has
     * done so, need not wait for its turn. Otherwise like {@link #acquire(LockId, Duration)}, to which it is left by default: then the
     * question is not asked.
     *
     * @param needed asked before each attempt to acquire the lock, on the caller's thread; must not throw
     * @return empty if it is no longer needed
     */
    default Optional<Hold> acquire(LockId id, Duration limit, BooleanSupplier needed) {
        return Optional.of(acquire(id, limit));
    }

    /** A lock that is held. Any thread may close it, more than once. */
    interface Hold extends AutoCloseable {
        /** The id of the lock. */
        LockId id();

        /**
         * Checks that the lock is still held: its file may have been deleted, or a connection cut, so that others can acquire it too. Call
         * this before a token is sent and before something is saved.
         *
         * @throws StorageException with reason {@link StorageException.Reason#LOCK_LOST} if the lock was lost or closed; then nothing may
         *     be written
         */
        void check();

        /**
         * Checks that this is the lock of that session. A store calls this before it changes the session.
         *
         * @throws IllegalArgumentException if it is another lock, which is a programming error
         */
        default void requireSession(SessionId session) {
            if (id().kind() != LockId.Kind.SESSION || !session.equals(id().session())) {
                throw new IllegalArgumentException("hold is the lock of " + id() + ", not of the session " + session);
            }
        }

        /** Releases the lock; never throws. */
        @Override
        void close();
    }
}
