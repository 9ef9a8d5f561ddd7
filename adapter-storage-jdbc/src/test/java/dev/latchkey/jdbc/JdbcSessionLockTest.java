package dev.latchkey.jdbc;

import dev.latchkey.clock.SystemTimeSource;
import dev.latchkey.jdbc.harness.Postgres;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionLock;
import dev.latchkey.testkit.contract.SessionLockContract;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

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
}
