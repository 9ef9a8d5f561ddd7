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
 * A file that stands for a lock: empty, and never deleted.
 *
 * @param folder its folder, made if need be
 * @param name its name
 */
record LockFile(SessionFolder folder, String name) {
    /** Waits for the lock; throws what {@link dev.latchkey.port.SessionLock#acquire} throws. */
    LockTable.Held acquire(Duration limit) {
        try {
            return LockTable.acquire(this, Deadline.in(limit));
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

    /** What the file is, whatever path led to it; empty if there is none. */
    Optional<Object> key() throws IOException {
        Entry entry = Entry.at(path());
        if (entry == null) {
            return Optional.empty();
        }
        return Optional.of(entry.key() == null ? path().toRealPath().toString() : entry.key());
    }

    /** Whether no other file ever has this key while one with it is open. A path, all that Windows gives, is no such key. */
    static boolean isUnique(Object key) {
        return !(key instanceof String);
    }

    /** Makes the file and its folder, and refuses what is no file; answers its key. */
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

    /** A channel of the file. */
    FileChannel open() throws IOException {
        return Uninterrupted.call(() -> DurableFile.openOrCreate(path()));
    }

    /**
     * A lock file that root made, of an earlier version, in a folder of this person's can never be locked again. It is replaced by one
     * that can: who still holds it finds out when it checks.
     *
     * @param why that it could not be opened; thrown if it is not such a file
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

    /** Throws what {@link dev.latchkey.port.SessionLock.Hold#check} throws, if the file under this name is not the one with this key, or that cannot be told. */
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
