package dev.latchkey.jdbc;

import dev.latchkey.jdbc.harness.Postgres;
import dev.latchkey.port.SessionLock.Hold;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Another process: takes the lock of {@link Fleet#ALICE} and holds it until it is killed. */
final class LockHolder {
    private LockHolder() {}

    static List<String> command(Postgres postgres, String tenant) {
        return List.of(
                Path.of(System.getProperty("java.home", ""), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dorg.postgresql.pgpassfile=" + postgres.pgpass(),
                "-cp",
                System.getProperty("java.class.path", ""),
                LockHolder.class.getName(),
                postgres.url(),
                tenant);
    }

    /** The arguments: the database's URL, the tenant. */
    public static void main(String[] args) throws Exception {
        try (SessionDatabase database = Fleet.database(args[0], Fleet.KEYS);
                Hold hold = database.lock(args[1]).acquire(Fleet.LOCK, Duration.ofSeconds(60))) {
            System.out.println("held");
            System.in.read();
        }
    }
}
