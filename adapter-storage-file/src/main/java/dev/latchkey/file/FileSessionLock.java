package dev.latchkey.file;

import dev.latchkey.model.LockId;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionLock;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Locks by the kernel's file locks, so that a process that dies holds nothing. A session's lock file lies beside its
 * document, so that all who share the document share the lock; the others lie in a folder of their own. Lock files are
 * empty and never deleted.
 *
 * <p>Within one JVM it is fair, and instances over the same files exclude each other. Across processes it asks again
 * after ever longer pauses, at most 5 ms.
 */
public final class FileSessionLock implements SessionLock {
    private final FileLayout layout;
    private final Path locks;

    /**
     * @param layout where the documents lie
     * @param locks the folder for the locks of logins and of the keyring key; need not exist
     */
    public FileSessionLock(FileLayout layout, Path locks) {
        this.layout = layout;
        this.locks = RealRoot.of(locks);
    }

    @Override
    public Hold acquire(LockId id, Duration limit) {
        return fileOf(id).acquire(limit);
    }

    private LockFile fileOf(LockId id) {
        SessionId session = id.session();
        if (session == null) {
            return new LockFile(new SessionFolder(locks), "keyring-key.lock");
        }
        if (id.kind() == LockId.Kind.LOGIN) {
            return new LockFile(StandardLayout.folder(locks.resolve("logins"), session), "login.lock");
        }
        Place place = layout.place(session);
        return new LockFile(place.folder(), place.lock());
    }
}
