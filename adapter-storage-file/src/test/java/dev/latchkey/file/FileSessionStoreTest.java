package dev.latchkey.file;

import dev.latchkey.port.SessionStore;
import dev.latchkey.testkit.contract.SessionStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FileSessionStoreTest extends SessionStoreContract {
    @TempDir(factory = InMemory.class)
    Path home;

    @Override
    protected SessionStore open() {
        return new FileSessionStore(FileLayout.standard(home.resolve("sessions")));
    }
}
