package dev.latchkey.benchmarks.fleet;

import dev.latchkey.error.LockTimeoutException;
import dev.latchkey.jdbc.SessionDatabase;
import dev.latchkey.jdbc.harness.Hosts;
import dev.latchkey.jdbc.harness.Postgres;
import dev.latchkey.jdbc.harness.SharedSession;
import dev.latchkey.jdbc.harness.TokenServer;
import dev.latchkey.model.LockId;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionLock.Hold;
import dev.latchkey.port.SessionStore;
import dev.latchkey.port.SessionStore.PreparedSave;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** What docs/fleet.md tells, measured on a PostgreSQL server of its own. Where a login is forced, it says so. */
public final class FleetFigures {
    private static final int PROCESSES = Integer.getInteger("latchkey.fleet.processes", 6);
    private static final int THREADS = Integer.getInteger("latchkey.fleet.threads", 8);
    private static final int TIMES = Integer.getInteger("latchkey.fleet.times", 1);
    private static final Duration NONE = Duration.ZERO;
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final List<String> table = new ArrayList<>();

    private FleetFigures() {}

    /** Takes the parts to run: {@code faults}, {@code pending}, {@code many}; without one, all of them. */
    public static void main(String[] parts) throws Exception {
        FleetFigures figures = new FleetFigures();
        for (String part : parts.length == 0 ? new String[] {"faults", "pending", "many"} : parts) {
            switch (part) {
                case "faults" -> figures.faults();
                case "pending" -> figures.pendingLogins();
                case "many" -> figures.manySessions();
                default -> throw new IllegalArgumentException("There is no part " + part);
            }
        }
        System.exit(0);
    }

    private interface Preparation {
        void prepare(TokenServer server, Postgres postgres);
    }

    private void faults() throws Exception {
        Postgres postgres = Postgres.start(true);
        try (SessionDatabase database = SharedSession.database(postgres.url())) {
            database.migrate();
        }
        String pgbouncer = System.getProperty("latchkey.fleet.pgbouncer", "");
        if (pgbouncer.isEmpty()) {
            run(postgres, postgres.url());
            return;
        }
        try (PgBouncer proxy = new PgBouncer(pgbouncer, postgres)) {
            run(postgres, postgres.url().replace(":" + postgres.port(), ":" + proxy.port()));
        }
    }

    private void run(Postgres postgres, String url) throws Exception {
        String only = System.getProperty("latchkey.fleet.only", "");
        for (int i = 0; i < TIMES; i++) {
            for (Scenario scenario : scenarios()) {
                if (scenario.name().contains(only)) {
                    run(postgres, url, scenario);
                }
            }
        }
        table.forEach(System.out::println);
    }

    private record Scenario(String name, Duration grace, int expiries, Preparation trouble) {}

    private static List<Scenario> scenarios() {
        Preparation killRotated = (server, postgres) -> server.afterRotation(Hosts::kill);
        return Arrays.asList(
                new Scenario("no fault", NONE, 10, (server, postgres) -> {}),
                new Scenario("SIGKILL, rotated, no grace", NONE, 1, killRotated),
                new Scenario("SIGKILL, rotated, 10 s of grace", GRACE, 1, killRotated),
                new Scenario(
                        "SIGKILL before the server acted",
                        NONE,
                        1,
                        (server, postgres) -> server.beforeRotation(process -> {
                            Hosts.kill(process);
                            throw new IOException("killed");
                        })),
                new Scenario(
                        "all connections cut",
                        NONE,
                        1,
                        (server, postgres) -> server.afterRotation(process -> cut(postgres))),
                new Scenario(
                        "the owner's process stops for 5 s, rotated, 10 s of grace",
                        GRACE,
                        1,
                        (server, postgres) -> server.afterRotation(FleetFigures::pause)),
                new Scenario(
                        "the database stands still for 5 s",
                        NONE,
                        1,
                        (server, postgres) -> server.afterRotation(process -> {
                            postgres.stall();
                            Thread.sleep(5_000);
                            postgres.goOn();
                        })),
                new Scenario(
                        "the same, and the answer comes while it does",
                        NONE,
                        1,
                        (server, postgres) -> server.afterRotation(process -> {
                            postgres.stall();
                            goOnLater(postgres);
                        })),
                new Scenario(
                        "the database restarts, 3 s",
                        NONE,
                        1,
                        (server, postgres) -> server.afterRotation(process -> postgres.restart(false, 3_000))),
                new Scenario(
                        "the database crashes and restarts, 3 s",
                        NONE,
                        1,
                        (server, postgres) -> server.afterRotation(process -> postgres.restart(true, 3_000))));
    }

    private static void pause(long process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-STOP", String.valueOf(process)).start().waitFor();
        new Thread(() -> {
                    try {
                        Thread.sleep(5_000);
                        new ProcessBuilder("kill", "-CONT", String.valueOf(process))
                                .start()
                                .waitFor();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                })
                .start();
    }

    private static void cut(Postgres postgres) {
        try {
            postgres.execute("select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where backend_type = 'client backend' and pid <> pg_backend_pid()");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void goOnLater(Postgres postgres) {
        new Thread(() -> {
                    try {
                        Thread.sleep(5_000);
                        postgres.goOn();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                })
                .start();
    }

    private void run(Postgres postgres, String url, Scenario scenario) throws Exception {
        String tenant = UUID.randomUUID().toString();
        try (TokenServer server = new TokenServer(scenario.grace());
                Hosts hosts = new Hosts(postgres, url, tenant, server, PROCESSES, THREADS)) {
            hosts.need(2); // The first one warms up; figures begin anew.
            String warm = hosts.figures();
            hosts.forget();
            scenario.trouble().prepare(server, postgres);
            for (int i = 0; i < scenario.expiries(); i++) {
                hosts.need(3 + i);
            }
            String line = scenario.name() + ": " + server.figures() + "; " + hosts.figures();
            System.out.println(line + " (first: " + warm + ") "
                    + hosts.failures().stream().distinct().toList());
            table.add(line);
        }
    }

    /** A thousand logins that wait for people, on one host, for longer than a dead one's lock would stand. */
    private void pendingLogins() throws Exception {
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
                    + number(postgres, "select count(*) from pg_stat_activity where application_name = 'latchkey'")
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
