package dev.latchkey.file;

import dev.latchkey.model.LockId;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionLock;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A session lock that uses the kernel's file locks, so a process that dies releases its locks. A session's lock file is next to its
 * document, so all users of the document share the lock; other lock files are in a separate folder. Lock files are empty and never deleted.
 *
 * <p>The lock is fair within one JVM, and instances that use the same files exclude each other. Across processes it polls, with growing
 * pauses of at most 5 ms.
 */
public final class FileSessionLock implements SessionLock {
    private final FileLayout layout;
    private final Root locks;

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
            return new LockFile(new SessionFolder(locks), "keyring-key.lock");
        }
        if (id.kind() == LockId.Kind.LOGIN) {
            return new LockFile(loginFolder(session), "login.lock");
        }
        DocumentPaths paths = layout.paths(session);
        return new LockFile(paths.folder(), paths.lock());
    }

    private SessionFolder loginFolder(SessionId session) {
        return new SessionFolder(
                locks,
                new SessionFolder.Step("logins", "logins"),
                SessionFolder.Step.of(NameCodec.ESCAPED, session.provider()),
                SessionFolder.Step.of(NameCodec.ESCAPED, session.account()));
    }
}
