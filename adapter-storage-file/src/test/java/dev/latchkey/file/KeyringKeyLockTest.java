package dev.latchkey.file;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.model.LockId;
import dev.latchkey.port.SessionLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyringKeyLockTest {
    @Test
    void theKeyringKeysLockIsMadeWithItsFolderInEveryHome(@TempDir Path homes) {
        for (String home : new String[] {"one", "another"}) {
            Path locks = homes.resolve(home).resolve("locks");
            SessionLock lock = new FileSessionLock(FileLayout.standard(homes.resolve(home)), locks);
            try (SessionLock.Hold hold = lock.acquire(LockId.keyringKey(), Duration.ZERO)) {
                assertTrue(Files.isRegularFile(locks.resolve("keyring-key.lock")), hold::toString);
            }
        }
    }
}
