package dev.latchkey.jdbc;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionStore;
import dev.latchkey.port.TimeSource;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL database, version 13 or later, in which hosts share sessions.
 *
 * <pre>{@code
 * SessionDatabase database = SessionDatabase.connect(
 *         "jdbc:postgresql://db.example.com/app?user=app", LocalKeys.ofFile(Path.of("/run/secrets/session-keys")), time);
 * database.migrate();
 * SessionStore store = database.store("");
 * SessionLock lock = database.lock("");
 * }</pre>
 *
 * <p>What changes a session takes a hold of {@link #lock}, of the same tenant: each statement that writes looks for that very hold in the
 * database. One object a process is enough, also for many tenants. Safe for use by several threads.
 */
public final class SessionDatabase implements AutoCloseable {
    /** Many hosts may start at the same time, and one creates the tables. */
    private static final Duration MIGRATION_PATIENCE = Duration.ofSeconds(5);

    /** With the longest provider and account it fits into an index. */
    private static final int LONGEST_TENANT = 255;

    private final Database database;
    private final Leases leases;
    private final Changes changes;
    private final KeyEncryption keys;
    private final TimeSource time;
    private final String host = host();
    private final @Nullable Pool pool;

    private SessionDatabase(
            DataSource source, DataSource direct, KeyEncryption keys, TimeSource time, @Nullable Pool pool) {
        this.database = new Database(source, direct, time);
        this.changes = new Changes(database, direct, time);
        this.keys = Objects.requireNonNull(keys, "keys");
        this.time = Objects.requireNonNull(time, "time");
        this.leases = new Leases(database);
        this.pool = pool;
    }

    /**
     * Checks a URL without connecting, for a program that has not read its keys yet.
     *
     * @throws IllegalArgumentException if it is not a PostgreSQL URL, or contains a password
     */
    public static void checkUrl(String url) {
        Pool.check(url);
    }

    /**
     * Uses a pool of its own, of at most ten connections; besides, one while a {@linkplain SessionStore#watch watch} is open, and one for the
     * heartbeat after an outage. Connects when it is needed.
     *
     * @param url as PostgreSQL's driver knows it, without a password: that is looked for in the variable {@code PGPASSWORD}, in {@code
     *     .pgpass} (or the file that {@code PGPASSFILE} names) and in the service file
     * @param keys encrypts the keys that documents are sealed with
     * @throws IllegalArgumentException if it is not a URL of PostgreSQL's, or has a password in it
     */
    public static SessionDatabase connect(String url, KeyEncryption keys, TimeSource time) {
        Pool pool = Pool.of(url);
        return new SessionDatabase(pool.pooled(), pool.direct(), keys, time, pool);
    }

    /**
     * Uses the program's connections, and leaves them open when it is closed. Each is used for a few milliseconds and given back. A
     * heartbeat needs one twice a second while a lock is held: a pool from which none can be had for three seconds loses its locks, as
     * HikariCP's may for five seconds after an outage. One is kept while a {@linkplain SessionStore#watch watch} is open. Where that matters, use {@link #connect}.
     *
     * @param source gives connections to the database, each of which commits by itself
     */
    public static SessionDatabase using(DataSource source, KeyEncryption keys, TimeSource time) {
        return new SessionDatabase(source, source, keys, time, null);
    }

    /**
     * Creates the tables if they are not there: may be called by each host at each start. The SQL is the resource {@code
     * dev/latchkey/jdbc/latchkey-1.sql}, for a database where programs may not create tables.
     *
     * @throws StorageException if that failed, or if the tables are a newer version's
     */
    public void migrate() {
        try {
            boolean unused = database.patiently(MIGRATION_PATIENCE, statements -> {
                Schema.migrate(statements);
                return true;
            });
        } catch (SQLException e) {
            throw Database.failure(
                    Reason.NOT_WRITABLE,
                    "the session database",
                    "Cannot open the session database or create its tables",
                    e);
        }
    }

    /**
     * The sessions of one tenant.
     *
     * @param tenant keeps sessions with equal names apart; at most 255 characters, empty where there is one tenant only
     */
    public SessionStore store(String tenant) {
        return new JdbcSessionStore(database, leases, changes, keys, checked(tenant), host);
    }

    /** The locks of one tenant's sessions and logins. */
    public SessionLock lock(String tenant) {
        return new JdbcSessionLock(database, leases, time, checked(tenant), host);
    }

    /** Ends the heartbeat and all watches, and closes the connections that are its own. Locks still held are taken over by others before long. */
    @Override
    public void close() {
        changes.close();
        leases.close();
        if (pool != null) {
            pool.pooled().close();
        }
    }

    private static String checked(String tenant) {
        if (tenant.length() > LONGEST_TENANT) {
            throw new IllegalArgumentException("tenant must have at most " + LONGEST_TENANT + " characters");
        }
        return tenant;
    }

    private static String host() {
        String process = "process " + ProcessHandle.current().pid();
        try {
            return process + " on " + InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return process;
        }
    }
}
