package dev.latchkey.keyring.seal;

import dev.latchkey.error.CancelledException;
import dev.latchkey.error.LockTimeoutException;
import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.model.LockId;
import dev.latchkey.port.SessionLock;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;

/** The lock of the installation's key: taken after a session's, never before one. */
final class KeyLock {
    /** Whoever holds it makes a handful of keyring calls at most, each of which is limited. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final SessionLock lock;

    KeyLock(SessionLock lock) {
        this.lock = lock;
    }

    /**
     * As {@link #holding}, also on a thread that is interrupted before or meanwhile; its interrupt flag is set afterwards. What
     * is saved here are tokens that exist nowhere else.
     */
    void holdingUninterrupted(Consumer<SessionLock.Hold> action) {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    holding(hold -> {
                        action.accept(hold);
                        return true;
                    });
                    return;
                } catch (CancelledException e) {
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Acts while the lock is held.
     *
     * @throws StorageException of reason {@code BUSY} if the lock was not had in time: to whoever saves, that is one more
     *     failure to store, which may be tried again
     */
    <T> T holding(Function<SessionLock.Hold, T> action) {
        try (SessionLock.Hold hold = lock.acquire(LockId.keyringKey(), LIMIT)) {
            return action.apply(hold);
        } catch (LockTimeoutException e) {
            String message = "Another process has been using the keyring key for " + LIMIT.toSeconds()
                    + " seconds. Try again, and look for a process that hangs.";
            throw new StorageException(Reason.BUSY, LockId.keyringKey().toString(), message, e);
        }
    }
}
