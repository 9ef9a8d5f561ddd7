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
    private final Root locks;

    /**
     * @param layout where the documents lie
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
            return new LockFile(new SessionFolder(locks), "keyring-key.lock");
        }
        if (id.kind() == LockId.Kind.LOGIN) {
            return new LockFile(loginFolder(session), "login.lock");
        }
        Place place = layout.place(session);
        return new LockFile(place.folder(), place.lock());
    }

    private SessionFolder loginFolder(SessionId session) {
        return new SessionFolder(
                locks,
                new SessionFolder.Step("logins", "logins"),
                SessionFolder.Step.of(NameCodec.ESCAPED, session.provider()),
                SessionFolder.Step.of(NameCodec.ESCAPED, session.account()));
    }
}
