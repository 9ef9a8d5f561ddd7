package dev.latchkey.keyring.seal;

import dev.latchkey.file.FileLayout;
import dev.latchkey.file.FileSessionLock;
import dev.latchkey.file.FileSessionStore;
import dev.latchkey.file.LatchkeyFolders;
import dev.latchkey.keyring.guard.FakeKeyring;
import dev.latchkey.keyring.guard.GuardedKeyring;
import dev.latchkey.local.storage.FileKeyNames;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionStore;
import dev.latchkey.testkit.contract.SessionStoreContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;

class KeyringSessionStoreOverFilesContractTest extends SessionStoreContract {
    @TempDir
    Path folder;

    private final FakeKeyring keyring = new FakeKeyring();

    @Override
    protected SessionStore open() {
        LatchkeyFolders folders = new LatchkeyFolders(folder.resolve("home"));
        FileLayout layout = FileLayout.of(folders).withDocument("session.enc");
        return new KeyringSessionStore(
                new FileSessionStore(layout),
                lock(),
                new GuardedKeyring(keyring, Duration.ofSeconds(60)),
                FileKeyNames.of(folders));
    }

    @Override
    protected SessionLock lock() {
        LatchkeyFolders folders = new LatchkeyFolders(folder.resolve("home"));
        return new FileSessionLock(FileLayout.of(folders), folders.locks());
    }

    @Override
    protected void loseLock(SessionId id) throws IOException {
        FileLayout layout = FileLayout.of(new LatchkeyFolders(folder.resolve("home")));
        Files.delete(layout.document(id).resolveSibling("session.lock"));
    }
}
