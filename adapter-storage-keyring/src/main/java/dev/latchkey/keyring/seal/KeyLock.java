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

/** The lock of the installation's keys. Always acquired after a session's lock, never before one. */
final class KeyLock {
    /** The holder makes at most a handful of keyring calls, each with a time limit. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final SessionLock lock;

    KeyLock(SessionLock lock) {
        this.lock = lock;
    }

    /**
     * Like {@link #holding}, but also works on a thread that is interrupted before or during the call; the interrupt flag is restored
     * afterwards. The tokens that are being saved may exist nowhere else.
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
     * Runs the action while the lock is held.
     *
     * @throws StorageException with reason {@code BUSY} if the lock was not acquired in time: for a save, this is a storage failure that
     *     can be retried
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
