package dev.latchkey.jdbc;

import dev.latchkey.clock.SystemTimeSource;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionStore;
import dev.latchkey.testkit.contract.SessionStoreContract;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

class JdbcSessionStoreTest extends SessionStoreContract {
    private final String tenant = UUID.randomUUID().toString();
    private final SessionDatabase locks = SessionDatabase.using(Fleet.pool(), Fleet.KEYS, new SystemTimeSource());

    @BeforeAll
    static void connect() throws Exception {
        Fleet.connect();
    }

    @AfterAll
    static void disconnect() {
        Fleet.disconnect();
    }

    @Override
    protected SessionStore open() {
        return SessionDatabase.using(Fleet.pool(), Fleet.KEYS, new SystemTimeSource())
                .store(tenant);
    }

    @Override
    protected SessionLock lock() {
        return locks.lock(tenant);
    }

    @Override
    protected void loseLock(SessionId id) throws Exception {
        Fleet.deleteLocks(tenant);
    }

    @AfterEach
    void close() {
        locks.close();
    }
}
