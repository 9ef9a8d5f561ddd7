package dev.latchkey.file;

import dev.latchkey.port.SessionLock;
import dev.latchkey.testkit.contract.SessionLockContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FileSessionLockTest extends SessionLockContract {
    @TempDir(factory = InMemory.class)
    Path home;

    @Override
    protected SessionLock open() {
        return new FileSessionLock(FileLayout.standard(home.resolve("sessions")), home.resolve("locks"));
    }
}
