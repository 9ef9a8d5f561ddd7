package dev.latchkey.file;

import dev.latchkey.error.CancelledException;
import dev.latchkey.error.LockTimeoutException;
import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A file that represents a lock: empty, and never deleted.
 *
 * @param folder its folder, created if necessary
 * @param name its name
 */
record LockFile(SessionFolder folder, String name) {
    /** Waits for the lock. Throws what {@link dev.latchkey.port.SessionLock#acquire} throws. */
    LockTable.Held acquire(Duration limit) {
        try {
            return LockTable.acquire(this, LockTable.Deadline.in(limit));
        } catch (IOException e) {
            throw StorageFailure.writing(location(), "could not be locked", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("Interrupted while waiting for the lock " + location() + ".", e);
        } catch (LockTable.NotHadException e) {
            throw new LockTimeoutException(
                    "Timed out after " + limit.toMillis() + " ms waiting for the lock " + location()
                            + ": another process or thread holds it. Try again when it is done.",
                    e);
        }
    }

    /** Identifies the file, whatever path led to it; empty if it does not exist. */
    Optional<Object> key() throws IOException {
        Entry entry = Entry.at(path());
        if (entry == null) {
            return Optional.empty();
        }
        return Optional.of(entry.key() == null ? path().toRealPath().toString() : entry.key());
    }

    /**
     * Whether no other file can have this key while a file with it is open. That is not true of a path, which is all that Windows provides.
     */
    static boolean isUnique(Object key) {
        return !(key instanceof String);
    }

    /** Creates the file and its folder if necessary, refuses anything but a file, and returns its key. */
    Object makeIfNeedBe() throws IOException {
        try {
            folder.existing();
        } catch (NoSuchFileException e) {
            folder.make();
        }
        if (DocumentReader.refuseWhatIsNoFile(path()) == null) {
            DurableFile.closeQuietly(open());
        }
        return key().orElseThrow(() -> new NoSuchFileException(path().toString()));
    }

    /** Opens a channel on the file. */
    FileChannel open() throws IOException {
        return Uninterrupted.call(() -> DurableFile.openOrCreate(path()));
    }

    /**
     * Replaces a lock file that root created, with an earlier version, in a folder of this person's, because it could never be locked
     * again. Anyone who still holds the old lock notices at the next check.
     *
     * @param why why it could not be opened; thrown if it is not such a file
     */
    void replaceWhatCanNeverBeOpened(AccessDeniedException why) throws IOException {
        Path file = path();
        Path parent = folder.path();
        Entry entry = Entry.at(file);
        Entry around = Entry.at(parent);
        if (entry == null
                || around == null
                || Person.isRoot()
                || Person.owns(file, entry)
                || !Person.owns(parent, around)) {
            throw why;
        }
        PrivateFiles.replace(file, parent.resolve(name + ".new"), new byte[0]);
    }

    /**
     * Checks that the file under this name still has this key. Throws what {@link dev.latchkey.port.SessionLock.Hold#check} throws if it
     * does not, or if that cannot be determined.
     */
    void checkThatItIsStill(Object key) {
        try {
            if (!key().equals(Optional.of(key))) {
                throw lost();
            }
        } catch (IOException e) {
            throw StorageFailure.reading(location(), e);
        }
    }

    /** The exception for a file that was deleted or replaced while its lock was held. */
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
