package dev.latchkey.file;

import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionStore;
import dev.latchkey.testkit.contract.SessionStoreContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FileSessionStoreTest extends SessionStoreContract {
    @TempDir(factory = FolderInMemory.class)
    Path home;

    @Override
    protected SessionStore open() {
        return new FileSessionStore(FileLayout.standard(home.resolve("sessions")));
    }

    @Override
    protected SessionLock lock() {
        return new FileSessionLock(FileLayout.standard(home.resolve("sessions")), home.resolve("locks"));
    }

    @Override
    protected void loseLock(SessionId id) throws IOException {
        LockFiles.deleteIn(home);
    }
}
