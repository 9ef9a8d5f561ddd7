package dev.latchkey.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.jdbc.harness.Postgres;
import dev.latchkey.port.SessionLock.Hold;
import dev.latchkey.testkit.FakeTimeSource;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The tables, in an empty database. */
class SchemaTest {
    private static final int HOSTS = 8;

    private final String name = "latchkey_" + UUID.randomUUID().toString().replace('-', '_');
    private Postgres postgres;
    private SessionDatabase database;

    @BeforeEach
    void createDatabase() throws Exception {
        postgres = Postgres.orSkip();
        postgres.execute("create database " + name);
        database = Fleet.database(postgres.url(name), Fleet.KEYS);
    }

    @AfterEach
    void close() {
        if (database != null) {
            database.close();
        }
    }

    private void execute(String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection(postgres.url(name));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void manyHostsMayMigrateAtOnceAndAgain() throws Exception {
        List<FutureTask<Boolean>> hosts = new ArrayList<>();
        for (int i = 0; i < HOSTS; i++) {
            FutureTask<Boolean> host = new FutureTask<>(() -> {
                database.migrate();
                return true;
            });
            hosts.add(host);
            new Thread(host).start();
        }
        for (FutureTask<Boolean> host : hosts) {
            assertTrue(host.get(60, TimeUnit.SECONDS));
        }
        database.migrate();
        Fleet.save(database, "", "works");
    }

    @Test
    void theSqlMayBeAppliedByHandAsOftenAsOneLikes() throws Exception {
        execute(Schema.sql());
        Fleet.save(database, "", "works");
        execute(Schema.sql());
        database.migrate();
        assertEquals("works", database.store("").load(Fleet.ALICE).orElseThrow().reveal());
    }

    @Test
    void whoMayNotCreateTablesUsesThoseThatAreThere() throws Exception {
        execute(Schema.sql());
        execute("create role " + name + " login password '" + Postgres.password() + "'");
        execute("grant select on latchkey_schema to " + name);
        execute("grant select, insert, update, delete on latchkey_session, latchkey_lock, latchkey_aside to " + name);
        String url = postgres.url(name).replace("user=" + Postgres.USER, "user=" + name);
        Files.writeString(
                postgres.pgpass(), "*:*:*:" + name + ":" + Postgres.password() + "\n", StandardOpenOption.APPEND);
        try (SessionDatabase lesser = Fleet.database(url, Fleet.KEYS)) {
            lesser.migrate();
            Fleet.save(lesser, "", "works");
            try (Hold hold = lesser.lock("").acquire(Fleet.LOCK, Duration.ZERO)) {
                assertTrue(lesser.store("").setAside(Fleet.ALICE, hold).isPresent());
            }
        }
    }

    @Test
    void theTablesOfANewerVersionAreLeftAlone() throws Exception {
        database.migrate();
        execute("insert into latchkey_schema values (2)");
        assertEquals(
                Reason.NEWER_VERSION,
                assertThrows(StorageException.class, database::migrate).reason());
    }

    @Test
    void aTableThatIsGoneIsNotTakenForAnEmptyOne() throws Exception {
        database.migrate();
        execute("drop table latchkey_session");
        StorageException e =
                assertThrows(StorageException.class, () -> database.store("").load(Fleet.ALICE));
        assertEquals(Reason.UNREADABLE, e.reason());
        assertThrows(StorageException.class, () -> database.store("").list());
    }

    @Test
    void aReadOnlyDatabaseIsGivenTenSecondsToBePromotedAndThenToldAsSuch() throws Exception {
        database.migrate();
        execute("alter role " + Postgres.USER + " in database \"" + name + "\" set default_transaction_read_only = on");
        FakeTimeSource time = new FakeTimeSource();
        long start = time.monotonicNanos();
        try (SessionDatabase standby = SessionDatabase.connect(postgres.url(name), Fleet.KEYS, time)) {
            StorageException e = assertThrows(
                    StorageException.class, () -> standby.lock("").acquire(Fleet.LOCK, Duration.ofMinutes(10)));
            assertEquals(10, Duration.ofNanos(time.monotonicNanos() - start).toSeconds());
            assertEquals(Reason.UNAVAILABLE, e.reason());
            assertTrue(String.valueOf(e.getMessage()).contains("standby"), e::getMessage);
        }
    }

    @Test
    void withoutTablesThereAreNoSessionsAndNothingIsWritten() {
        assertEquals(Optional.empty(), database.store("").load(Fleet.ALICE));
        assertEquals(List.of(), database.store("").list());
        StorageException e =
                assertThrows(StorageException.class, () -> database.lock("").acquire(Fleet.LOCK, Duration.ZERO));
        assertEquals(Reason.NOT_WRITABLE, e.reason());
        assertTrue(String.valueOf(e.getMessage()).contains("42P01"), e::getMessage);
    }
}
