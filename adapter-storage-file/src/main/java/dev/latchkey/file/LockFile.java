package dev.latchkey.file;

import dev.latchkey.error.CancelledException;
import dev.latchkey.error.LockTimeoutException;
import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.port.SessionLock.Hold;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Optional;

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
            return LockTable.acquire(this, Deadline.in(limit));
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

    /** What the file is, whatever path led to it; empty if there is none. */
    Optional<Object> key() throws IOException {
        BasicFileAttributes attributes = SessionFolder.attributes(path());
        if (attributes == null) {
            return Optional.empty();
        }
        return Optional.of(attributes.fileKey() == null ? path().toRealPath() : attributes.fileKey());
    }

    /** Whether no other file ever has this key while one with it is open. A path, all that Windows gives, is no such key. */
    static boolean isUnique(Object key) {
        return !(key instanceof Path);
    }

    /** Makes the file and its folder, and refuses what is no file; answers its key. */
    Object makeIfNeedBe() throws IOException {
        try {
            folder.existing();
        } catch (NoSuchFileException e) {
            folder.make();
        }
        if (!DocumentReader.refuseWhatIsNoFile(path())) {
            open().close();
        }
        return key().orElseThrow(() -> new NoSuchFileException(path().toString()));
    }

    /** A channel of the file. */
    FileChannel open() throws IOException {
        return Uninterrupted.call(() -> DurableFile.openOrCreate(path()));
    }

    /** Throws what {@link Hold#check} throws, if the file under this name is not the one with this key, or that cannot be told. */
    void checkThatItIsStill(Object key) {
        try {
            if (!key().equals(Optional.of(key))) {
                throw lost();
            }
        } catch (IOException e) {
            throw StorageFailure.reading(location(), e);
        }
    }

    /** Says that the file was deleted or replaced while its lock was held. */
    StorageException lost() {
        return new StorageException(
                Reason.LOCK_LOST,
                location(),
                "The lock file " + location() + " was deleted or replaced while its lock was held."
                        + " Exclude it from whatever cleans up that folder.",
                null);
    }

    private Path path() {
        return folder.path().resolve(name);
    }

    private String location() {
        return StorageFailure.shown(path().toString());
    }
}
