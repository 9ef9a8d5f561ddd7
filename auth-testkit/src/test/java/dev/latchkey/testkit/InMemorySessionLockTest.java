package dev.latchkey.testkit;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.model.LockId;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionLock;
import dev.latchkey.testkit.contract.SessionLockContract;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class InMemorySessionLockTest extends SessionLockContract {
    private final InMemorySessionLock lock = new InMemorySessionLock();

    @Override
    protected SessionLock open() {
        return lock;
    }

    @Override
    protected void lose(SessionId id) {
        lock.lose(LockId.session(id));
    }

    @Test
    void reportsWhetherItIsHeld() {
        assertFalse(lock.isHeld(LockId.keyringKey()));
        try (SessionLock.Hold hold = lock.acquire(LockId.keyringKey(), Duration.ZERO)) {
            assertTrue(lock.isHeld(LockId.keyringKey()));
        }
        assertFalse(lock.isHeld(LockId.keyringKey()));
    }
}
