package dev.latchkey.file;

import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionLock;
import dev.latchkey.testkit.contract.SessionLockContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

class FileSessionLockTest extends SessionLockContract {
    @TempDir(factory = FolderInMemory.class)
    Path home;

    @Override
    protected SessionLock open() {
        return new FileSessionLock(FileLayout.standard(home.resolve("sessions")), home.resolve("locks"));
    }

    @Override
    protected List<String> holdingCommand() {
        return Stream.concat(ChildJvm.command().stream(), Stream.of("hold", home.toString()))
                .toList();
    }

    @Override
    protected void lose(SessionId id) throws IOException {
        LockFiles.deleteIn(home);
    }
}
