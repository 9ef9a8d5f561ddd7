package dev.latchkey.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import dev.latchkey.clock.SystemTimeSource;
import dev.latchkey.jdbc.harness.Postgres;
import dev.latchkey.model.LockId;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionLock.Hold;
import dev.latchkey.port.SessionStore;
import dev.latchkey.port.SessionStore.PreparedSave;
import dev.latchkey.port.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** Tests over the shared server, each with a tenant of its own; every {@link #host()} is another host. */
abstract class Fleet {
    static final SessionId ALICE = new SessionId("example", "alice");
    static final LockId LOCK = LockId.session(ALICE);
    static final KeyEncryption KEYS = new XorKeys();

    private static @Nullable HikariDataSource pool;

    final String tenant = UUID.randomUUID().toString();
    private final List<SessionDatabase> hosts = new ArrayList<>();

    /** Hides nothing and shows which key is used where: for tests that are about something else. */
    private static final class XorKeys implements KeyEncryption {
        @Override
        public byte[] wrap(byte[] dataKey, byte[] context) {
            byte[] wrapped = dataKey.clone();
            for (int i = 0; i < wrapped.length; i++) {
                wrapped[i] ^= 0x55;
            }
            return wrapped;
        }

        @Override
        public byte[] unwrap(byte[] wrapped, byte[] context) {
            return wrap(wrapped, context);
        }
    }

    static SessionDatabase database(String url, KeyEncryption keys) {
        return SessionDatabase.connect(url, keys, new SystemTimeSource());
    }

    @BeforeAll
    static void connect() throws Exception {
        String url = Postgres.orSkip().url();
        try (SessionDatabase database = database(url, KEYS)) {
            database.migrate();
        }
        pool = Pool.of(url).pooled();
    }

    @AfterAll
    static void disconnect() {
        if (pool != null) {
            pool.close();
            pool = null;
        }
    }

    @AfterEach
    final void closeHosts() {
        hosts.forEach(SessionDatabase::close);
    }

    static DataSource pool() {
        return Objects.requireNonNull(pool);
    }

    SessionDatabase host() {
        return host(pool(), new SystemTimeSource());
    }

    SessionDatabase host(DataSource source, TimeSource time) {
        SessionDatabase host = SessionDatabase.using(source, KEYS, time);
        hosts.add(host);
        return host;
    }

    /** As nobody should. */
    static void deleteLocks(String tenant) throws Exception {
        Postgres.orSkip().execute("delete from latchkey_lock where tenant = convert_to('" + tenant + "', 'UTF8')");
    }

    /** Saves under the session's lock, as everybody must. */
    static void save(SessionDatabase database, String tenant, String document) {
        save(database.store(tenant), database.lock(tenant), ALICE, document);
    }

    static void save(SessionStore store, SessionLock lock, SessionId id, String document) {
        try (Hold hold = lock.acquire(LockId.session(id), Duration.ofSeconds(60));
                PreparedSave save = store.prepare(id, hold)) {
            save.commit(Secret.of(document));
        }
    }
}
