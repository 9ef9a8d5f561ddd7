package dev.latchkey.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.latchkey.clock.SystemTimeSource;
import dev.latchkey.jdbc.harness.Postgres;
import dev.latchkey.model.LockId;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionLock.Hold;
import dev.latchkey.testkit.contract.SessionLockContract;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class JdbcSessionLockTest extends SessionLockContract {
    private final String tenant = UUID.randomUUID().toString();

    @BeforeAll
    static void connect() throws Exception {
        Fleet.connect();
    }

    @AfterAll
    static void disconnect() {
        Fleet.disconnect();
    }

    @Override
    protected SessionLock open() {
        return SessionDatabase.using(Fleet.pool(), Fleet.KEYS, new SystemTimeSource())
                .lock(tenant);
    }

    @Override
    protected List<String> holdingCommand() throws Exception {
        return LockHolder.command(Postgres.orSkip(), tenant);
    }

    @Override
    protected void lose(SessionId id) throws Exception {
        Fleet.deleteLocks(tenant);
    }

    @Test
    void aLockThatIsNoLongerNeededIsNotWaitedFor() {
        LockId id = LockId.session(SessionId.ofDefaultAccount("example"));
        SessionLock waiting = open();
        try (Hold hold = open().acquire(id, Duration.ZERO)) {
            AtomicInteger asked = new AtomicInteger();
            assertEquals(
                    Optional.empty(), waiting.acquire(id, Duration.ofMinutes(1), () -> asked.incrementAndGet() < 3));
            hold.check();
        }
        assertEquals(Optional.empty(), waiting.acquire(id, Duration.ZERO, () -> false), "not even if it is free");
    }
}
