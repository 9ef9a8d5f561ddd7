package dev.latchkey.jdbc;

import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.model.LockId;
import dev.latchkey.model.SessionId;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The locks that this process holds or has lost, and their heartbeat: one statement for all of them, every half second. Safe for use by several
 * threads.
 */
final class Leases implements AutoCloseable {
    private static final long BEAT_MILLIS = 500;
    /** There can be many logins and they take long, so only every tenth heartbeat includes them. */
    private static final int LOGIN_BEATS = 10;

    private static final Duration RELEASE_PATIENCE = Duration.ofSeconds(1);

    // Losing the latest heartbeats in a crash of the database does no harm, so they need no sync to disk.
    private static final String BEAT = """
            update latchkey_lock set beat = beat + 1
            where mark = any (?) and set_config('synchronous_commit', 'off', true) is not null
            returning mark""";
    private static final String RELEASE =
            "delete from latchkey_lock where mark = ? and set_config('synchronous_commit', 'off', true) is not null";

    private final Database database;
    private final Map<Key, Lease> leases = new ConcurrentHashMap<>();
    private final ScheduledExecutorService heartbeat;
    private long beats; // used by the heartbeat's thread

    /** A tenant's lock. */
    record Key(String tenant, LockId id) {}

    Leases(Database database) {
        this.database = database;
        this.heartbeat = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "latchkey-heartbeat");
            thread.setDaemon(true);
            return thread;
        });
        ScheduledFuture<?> unused =
                heartbeat.scheduleWithFixedDelay(this::beat, BEAT_MILLIS, BEAT_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Starts the heartbeat of this lease. */
    void add(Lease lease) {
        leases.put(lease.key(), lease);
    }

    /** This process's lease of the session's lock, until it is closed; it may have been lost. Null if there is none. */
    @Nullable
    Lease ofSession(String tenant, SessionId id) {
        return leases.get(new Key(tenant, LockId.session(id)));
    }

    private void beat() {
        try {
            boolean all = beats++ % LOGIN_BEATS == 0;
            List<Lease> due = leases.values().stream()
                    .filter(Lease::isHeld)
                    .filter(lease -> all || lease.key().id().kind() != LockId.Kind.LOGIN)
                    .toList();
            if (!due.isEmpty()) {
                beat(due);
            }
        } catch (SQLException | RuntimeException e) {
            // The next heartbeat follows soon. Before a lock is relied upon, the database is asked whether it is still
            // held.
        }
    }

    private void beat(Collection<Lease> due) throws SQLException {
        UUID[] marks = due.stream().map(Lease::mark).toArray(UUID[]::new);
        Set<UUID> alive = Set.copyOf(
                database.urgently(db -> db.query(BEAT, row -> row.getObject(1, UUID.class), (Object) marks)));
        for (Lease lease : due) {
            if (!alive.contains(lease.mark())) {
                lease.lost();
            }
        }
    }

    /** @throws dev.latchkey.error.StorageException if it cannot be determined whether the lock is still held */
    void beat(Lease lease) {
        try {
            beat(List.of(lease));
        } catch (SQLException e) {
            String location = lease.key().id().toString();
            throw Database.failure(
                    Reason.UNREADABLE, location, "Cannot tell whether the lock " + location + " is still held", e);
        }
    }

    /** The lease was closed. */
    void remove(Lease lease) {
        leases.remove(lease.key(), lease);
    }

    /** Releases the lock. If that fails, other processes soon consider its owner dead. */
    void release(Lease lease) {
        try {
            int unused = database.patiently(RELEASE_PATIENCE, db -> db.update(RELEASE, lease.mark()));
        } catch (SQLException | RuntimeException e) {
            // Closing never fails.
        }
    }

    @Override
    public void close() {
        heartbeat.shutdownNow();
    }
}
