package dev.latchkey.local.storage;

import dev.latchkey.file.FileLayout;
import dev.latchkey.file.FileSessionLock;
import dev.latchkey.file.FileSessionStore;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionStore;
import dev.latchkey.testkit.contract.SessionStoreContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The combination of two stores must meet the contract of a store. */
class ChosenStoreContractTest extends SessionStoreContract {
    @TempDir
    private Path folder;

    @Override
    protected SessionStore open() {
        FileLayout layout = FileLayout.standard(folder.resolve("sessions"));
        FileLayout sealed = layout.withDocument(LocalStores.SealedFiles.DOCUMENT);
        FileSessionStore sealedFiles = new FileSessionStore(sealed);
        return new ChosenStore(
                new FileSessionStore(layout),
                sealedFiles,
                new LocalStores.SealedFiles(sealed, sealedFiles),
                StoreKind.KEYRING,
                warning -> {});
    }

    @Override
    protected SessionLock lock() {
        return new FileSessionLock(FileLayout.standard(folder.resolve("sessions")), folder.resolve("locks"));
    }

    @Override
    protected void loseLock(SessionId id) throws IOException {
        Path document = FileLayout.standard(folder.resolve("sessions")).document(id);
        Files.delete(document.resolveSibling("session.lock"));
    }
}
