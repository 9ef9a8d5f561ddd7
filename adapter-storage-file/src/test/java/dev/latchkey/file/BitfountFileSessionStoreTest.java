package dev.latchkey.file;

import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionStore;
import dev.latchkey.testkit.contract.SessionStoreContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Bitfount's sessions, stored alongside all others. */
class BitfountFileSessionStoreTest extends SessionStoreContract {
    @TempDir(factory = FolderInMemory.class)
    Path home;

    @Override
    protected SessionStore open() {
        return new FileSessionStore(FileLayout.of(Shared.folders(home, home.resolve(".bitfount"))));
    }

    @Override
    protected SessionLock lock() {
        return new FileSessionLock(
                FileLayout.of(Shared.folders(home, home.resolve(".bitfount"))), home.resolve("locks"));
    }

    @Override
    protected void loseLock(SessionId id) throws IOException {
        LockFiles.deleteIn(home);
    }

    @Override
    protected String provider() {
        return Shared.PROVIDER;
    }
}
