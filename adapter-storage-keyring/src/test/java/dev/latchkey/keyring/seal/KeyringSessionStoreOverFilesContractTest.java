package dev.latchkey.keyring.seal;

import dev.latchkey.file.FileLayout;
import dev.latchkey.file.FileSessionLock;
import dev.latchkey.file.FileSessionStore;
import dev.latchkey.file.LatchkeyFolders;
import dev.latchkey.keyring.guard.FakeKeyring;
import dev.latchkey.keyring.guard.GuardedKeyring;
import dev.latchkey.local.storage.FileKeyNames;
import dev.latchkey.port.SessionStore;
import dev.latchkey.testkit.contract.SessionStoreContract;
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
                new FileSessionLock(layout, folders.locks()),
                new GuardedKeyring(keyring, Duration.ofSeconds(60)),
                FileKeyNames.of(folders));
    }
}
