package dev.latchkey.benchmarks.fleet;

import dev.latchkey.benchmarks.pending.DueSessions;
import dev.latchkey.benchmarks.pending.PendingLogins;
import dev.latchkey.error.LockTimeoutException;
import dev.latchkey.jdbc.SessionDatabase;
import dev.latchkey.jdbc.harness.Postgres;
import dev.latchkey.jdbc.harness.SharedSession;
import dev.latchkey.model.LockId;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionLock.Hold;
import dev.latchkey.port.SessionStore;
import dev.latchkey.port.SessionStore.PreparedSave;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** What docs/fleet.md tells of many sessions and logins, measured on a PostgreSQL server of its own. */
public final class FleetFigures {
    private static final String CONNECTIONS =
            "select count(*) from pg_stat_activity where application_name = 'latchkey'";

    private FleetFigures() {}

    /** Takes the parts to run: {@code pending}, {@code locks}, {@code many}, {@code due}; without one, all. */
    public static void main(String[] parts) throws Exception {
        FleetFigures figures = new FleetFigures();
        for (String part : parts.length == 0 ? new String[] {"pending", "locks", "many", "due"} : parts) {
            switch (part) {
                case "pending" -> figures.pendingLogins();
                case "locks" -> figures.loginLocks();
                case "many" -> figures.manySessions();
                case "due" -> figures.dueSessions();
                default -> throw new IllegalArgumentException("There is no part " + part);
            }
        }
        System.exit(0);
    }

    /** A thousand logins that one service began and that wait for people, polling a server that takes 5 ms. */
    private void pendingLogins() throws Exception {
        Postgres postgres = Postgres.start(true);
        try (SessionDatabase host = SharedSession.database(postgres.url())) {
            host.migrate();
        }
        AtomicLong most = new AtomicLong();
        Thread counting = new Thread(() -> count(postgres, most));
        counting.start();
        System.out.println(PendingLogins.onDatabase(postgres.url(), postgres.pgpass(), 1_000));
        counting.interrupt();
        counting.join();
        System.out.println("connections at most: " + most);
    }

    private static void count(Postgres postgres, AtomicLong most) {
        try {
            while (true) {
                most.accumulateAndGet(number(postgres, CONNECTIONS), Math::max);
                TimeUnit.MILLISECONDS.sleep(100);
            }
        } catch (InterruptedException e) {
            return; // All are logged in.
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A thousand logins that hold their locks, on one host, for longer than a dead one's lock would stand. */
    private void loginLocks() throws Exception {
        Postgres postgres = Postgres.start(true);
        try (SessionDatabase host = SharedSession.database(postgres.url());
                SessionDatabase other = SharedSession.database(postgres.url())) {
            host.migrate();
            List<SessionLock.Hold> holds = new ArrayList<>();
            long start = System.nanoTime();
            for (int i = 0; i < 1_000; i++) {
                holds.add(host.lock("").acquire(login(i), Duration.ZERO));
            }
            System.out.println("1,000 logins: locked in " + millis(start) + " ms");
            try (Hold stolen = other.lock("").acquire(login(7), Duration.ofSeconds(45))) {
                throw new IllegalStateException("taken from who holds it: " + stolen.id());
            } catch (LockTimeoutException e) {
                // As it should be.
            }
            holds.forEach(SessionLock.Hold::check);
            System.out.println("after 45 s all are held, with "
                    + number(postgres, CONNECTIONS)
                    + " connections of two hosts and " + Thread.activeCount() + " threads; beats of the first: "
                    + number(postgres, "select beat from latchkey_lock order by held_since limit 1"));
        }
    }

    private static LockId login(int i) {
        return LockId.login(new SessionId("example", "person " + i));
    }

    /** A hundred thousand sessions. */
    private void manySessions() throws Exception {
        Postgres postgres = Postgres.start(true);
        try (SessionDatabase host = SharedSession.database(postgres.url())) {
            host.migrate();
            SessionStore store = host.store("");
            SharedSession.save(host, "", "x".repeat(4_000));
            postgres.execute(
                    "insert into latchkey_session (tenant, provider, account, document) select tenant, provider,"
                            + " convert_to('person ' || i, 'UTF8'), document from latchkey_session, generate_series(1, 100000) i");
            postgres.execute("analyze");
            List<Long> loads = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                long start = System.nanoTime();
                store.load(SharedSession.ID);
                loads.add((System.nanoTime() - start) / 1_000);
            }
            List<Long> saves = new ArrayList<>();
            try (Hold hold = host.lock("").acquire(LockId.session(SharedSession.ID), Duration.ofSeconds(60))) {
                for (int i = 0; i < 100; i++) {
                    long start = System.nanoTime();
                    try (PreparedSave save = store.prepare(SharedSession.ID, hold)) {
                        save.commit(Secret.of("x".repeat(4_000)));
                    }
                    saves.add((System.nanoTime() - start) / 1_000);
                }
            }
            List<Long> pages = new ArrayList<>();
            String after = "";
            for (int i = 0; i < 1_000; i++) {
                long start = System.nanoTime();
                List<SessionId> page = store.list(SharedSession.ID.provider(), after, 100);
                pages.add((System.nanoTime() - start) / 1_000);
                after = page.get(page.size() - 1).account();
            }
            long start = System.nanoTime();
            int all = store.list().size();
            System.out.println(all + " sessions: load " + median(loads) + " us, prepare and commit " + median(saves)
                    + " us, a page of 100 " + median(pages) + " us, list of all " + millis(start) + " ms");
        }
    }

    /** A thousand sessions on one host whose tokens become due for renewal within a minute. */
    private void dueSessions() throws Exception {
        Postgres postgres = Postgres.start(true);
        try (SessionDatabase host = SharedSession.database(postgres.url())) {
            host.migrate();
            System.out.println(DueSessions.measure(host.store(""), host.lock("")));
        }
    }

    private static long millis(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    private static long number(Postgres postgres, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(postgres.url());
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }
}
