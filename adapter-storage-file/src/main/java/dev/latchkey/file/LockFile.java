package dev.latchkey.file;

import dev.latchkey.error.CancelledException;
import dev.latchkey.error.LockTimeoutException;
import dev.latchkey.port.SessionLock.Hold;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A file that stands for a lock: empty, and never deleted.
 *
 * @param folder its folder, made if need be
 * @param name its name
 */
record LockFile(SessionFolder folder, String name) {
    /** Waits for the lock; throws what {@link dev.latchkey.port.SessionLock#acquire} throws. */
    Hold acquire(Duration limit) {
        try {
            return LockTable.acquire(real(), Deadline.in(limit));
        } catch (IOException e) {
            throw StorageFailure.writing(location(), "could not be locked", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("Interrupted while waiting for the lock " + location() + ".", e);
        } catch (LockTable.NotHadException e) {
            throw new LockTimeoutException(
                    "The lock " + location() + " was not had within " + limit.toMillis()
                            + " ms: another process or thread holds it. Try again when it is done.",
                    e);
        }
    }

    /** One spelling for each lock file, in a folder that exists. */
    private Path real() throws IOException {
        try {
            return folder.real().resolve(name);
        } catch (NoSuchFileException e) {
            return folder.make().resolve(name);
        }
    }

    private String location() {
        return StorageFailure.shown(folder.path().resolve(name).toString());
    }
}
