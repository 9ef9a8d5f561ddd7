package dev.latchkey.file;

import dev.latchkey.error.CancelledException;
import dev.latchkey.error.LockTimeoutException;
import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.file.Ours.OwnerOnly;
import dev.latchkey.model.LockId;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionLock;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A session lock that uses the kernel's file locks, so a process that dies releases its locks. A session's lock file is next to its
 * document, so all users of the document share the lock; other lock files are in a separate folder. Lock files are empty and never deleted.
 *
 * <p>The lock is fair within one JVM, and instances that use the same files exclude each other. Across processes it polls, with growing
 * pauses of at most 5 ms.
 */
public final class FileSessionLock implements SessionLock {
    private final FileLayout layout;
    private final SessionFolder locks;

    /**
     * @param layout where the documents are stored
     * @param locks the folder for the locks of logins and of the keyring key; need not exist
     */
    public FileSessionLock(FileLayout layout, Path locks) {
        this.layout = layout;
        this.locks = layout.ours().root(locks);
    }

    @Override
    public Hold acquire(LockId id, Duration limit) {
        return new FileHold(id, fileOf(id).acquire(limit));
    }

    private record FileHold(LockId id, LockTable.Held held) implements Hold {
        @Override
        public void check() {
            held.check();
        }

        @Override
        public void close() {
            held.close();
        }
    }

    private LockFile fileOf(LockId id) {
        SessionId session = id.session();
        if (session == null) {
            return new LockFile(locks, "keyring-key.lock");
        }
        if (id.kind() == LockId.Kind.LOGIN) {
            SessionFolder folder = locks.below(NameCodec.ESCAPED, "logins")
                    .below(NameCodec.ESCAPED, session.provider())
                    .below(NameCodec.ESCAPED, session.account());
            return new LockFile(folder, "login.lock");
        }
        FileLayout.Paths paths = layout.paths(session);
        return new LockFile(paths.folder(), paths.lock());
    }

    /**
     * A file that represents a lock: empty, and never deleted.
     *
     * @param folder its folder, created if necessary
     * @param name its name
     */
    record LockFile(SessionFolder folder, String name) {
        /** Waits for the lock. Throws what {@link SessionLock#acquire} throws. */
        LockTable.Held acquire(Duration limit) {
            try {
                return LockTable.acquire(this, limit);
            } catch (IOException e) {
                throw StorageFailure.writing(location(), "could not be locked", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancelledException("Interrupted while waiting for the lock " + location() + ".", e);
            } catch (TimeoutException e) {
                throw new LockTimeoutException(
                        "Timed out after " + limit.toMillis() + " ms waiting for the lock " + location()
                                + ": another process or thread holds it. Try again when it is done.",
                        e);
            }
        }

        /**
         * Identifies the file, whatever path led to it; null if it does not exist. While a file is open, no other one can have its key, unless
         * that is a string: a path, which is all that Windows provides.
         */
        @Nullable
        Object key() throws IOException {
            Entry entry = Entry.at(path());
            if (entry == null) {
                return null;
            }
            return entry.key() == null ? path().toRealPath().toString() : entry.key();
        }

        /** Creates the file and its folder if necessary, refuses anything but a file, and returns its key. */
        Object makeIfNeedBe() throws IOException {
            try {
                folder.existing();
            } catch (NoSuchFileException e) {
                folder.make();
            }
            if (FileIo.refuseWhatIsNoFile(path()) == null) {
                DurableFile.closeQuietly(open());
            }
            Object key = key();
            if (key == null) {
                throw new NoSuchFileException(path().toString());
            }
            return key;
        }

        /** Opens a channel on the file. */
        FileChannel open() throws IOException {
            return FileIo.call(() -> OwnerOnly.openOrCreateFile(path()));
        }

        /**
         * Replaces a lock file that root created, with an earlier version, in a folder of this person's, because it could never be locked
         * again. Anyone who still holds the old lock notices at the next check.
         *
         * @param why why it could not be opened; thrown if it is not such a file
         */
        void replaceWhatCanNeverBeOpened(AccessDeniedException why) throws IOException {
            Path file = path();
            Entry entry = Entry.at(file);
            Entry around = Entry.at(folder.path());
            if (entry == null || around == null || Entry.isProcessOfRoot() || entry.isMine() || !around.isMine()) {
                throw why;
            }
            PrivateFiles.replace(file, file.resolveSibling(name + ".new"), new byte[0]);
        }

        /**
         * Checks that the file under this name still has this key. Throws what {@link SessionLock.Hold#check} throws if it does not, or if
         * that cannot be determined.
         */
        void checkThatItIsStill(Object key) {
            try {
                if (!key.equals(key())) {
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
}
