package dev.latchkey.jdbc;

import dev.latchkey.error.CancelledException;
import dev.latchkey.error.LockTimeoutException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.model.LockId;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.TimeSource;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * Locks stored as rows, each with a mark and a count that the owner increments. No connection is held while a lock is held or awaited. If
 * {@link Stillness} finds that the owner is dead, the lock is taken over; an owner that comes back finds its lock lost.
 */
final class JdbcSessionLock implements SessionLock {
    private static final Duration LONGEST = Duration.ofDays(36_500);
    /** How long a standby is given to be promoted; after that, it is taken for the wrong server. */
    private static final long PROMOTION = Duration.ofSeconds(10).toNanos();

    private static final long SHORTEST_PAUSE = Duration.ofMillis(10).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofMillis(100).toNanos();
    private static final long LONGEST_LOGIN_PAUSE = Duration.ofSeconds(1).toNanos();

    // No sync to disk: preparing a save, which happens before a token is sent, also syncs everything before it.
    private static final String TAKE = """
            with taken as (
              insert into latchkey_lock (kind, tenant, provider, account, mark, beat, held_by, held_since)
              select ?, ?, ?, ?, ?, 0, ?, clock_timestamp()
              where set_config('synchronous_commit', 'off', true) is not null
              on conflict do nothing
              returning mark, beat)
            select mark, beat from taken
            union all
            select mark, beat from latchkey_lock where kind = ? and tenant = ? and provider = ? and account = ?""";
    private static final String TAKE_OVER = """
            update latchkey_lock set mark = ?, beat = 0, held_by = ?, held_since = clock_timestamp()
            where kind = ? and tenant = ? and provider = ? and account = ? and mark = ? and beat = ?
            and set_config('synchronous_commit', 'off', true) is not null""";

    private final Database database;
    private final Leases leases;
    private final TimeSource time;
    private final String tenant;
    private final String host;
    private final Map<LockId, Stillness> watched = new ConcurrentHashMap<>();

    JdbcSessionLock(Database database, Leases leases, TimeSource time, String tenant, String host) {
        this.database = database;
        this.leases = leases;
        this.time = time;
        this.tenant = tenant;
        this.host = host;
    }

    @Override
    public Hold acquire(LockId id, Duration limit) {
        return acquire(id, limit, () -> true).orElseThrow();
    }

    @Override
    public Optional<Hold> acquire(LockId id, Duration limit, BooleanSupplier needed) {
        long longest = limit.isNegative() ? 0 : (limit.compareTo(LONGEST) > 0 ? LONGEST : limit).toNanos();
        long start = time.monotonicNanos();
        Lease lease = new Lease(leases, tenant, id);
        Stillness stillness = watched(id);
        boolean isReachable = true; // Otherwise the answer would only come late.
        while (!Thread.currentThread().isInterrupted()) {
            if (isReachable && !needed.getAsBoolean()) {
                return Optional.empty();
            }
            try {
                if (isTaken(lease, stillness)) {
                    leases.add(lease);
                    return Optional.of(lease);
                }
                isReachable = true;
            } catch (SQLException e) {
                isReachable = false;
                stillness.interrupt();
                long patience = Database.isReadOnly(e) ? Math.min(PROMOTION, longest) : longest;
                if (!Database.isPassing(e) || time.monotonicNanos() - start >= patience) {
                    throw Database.failure(Reason.NOT_WRITABLE, id.toString(), "Cannot take the lock " + id, e);
                }
            }
            long waited = time.monotonicNanos() - start;
            if (waited >= longest) {
                throw new LockTimeoutException("Timed out after " + Math.max(0, limit.toSeconds())
                        + " s waiting for the lock " + id + ", which another process holds.");
            }
            pause(Math.min(longest - waited, pauseAfter(waited, id)));
        }
        throw new CancelledException("Interrupted while waiting for the lock " + id + ".");
    }

    /** Whoever gives up waiting and comes back at once, as a renewal does whose token is over by then, goes on from what was seen. */
    private Stillness watched(LockId id) {
        long now = time.monotonicNanos();
        watched.values().removeIf(stillness -> stillness.isForgotten(now));
        return watched.computeIfAbsent(id, unused -> new Stillness(id.kind()));
    }

    /** The longer the wait, the longer the pause: a renewal usually takes a tenth of a second. */
    private static long pauseAfter(long waited, LockId id) {
        long longest = id.kind() == LockId.Kind.LOGIN ? LONGEST_LOGIN_PAUSE : LONGEST_PAUSE;
        return Math.max(SHORTEST_PAUSE, Math.min(longest, waited / 16));
    }

    private void pause(long nanos) {
        try {
            time.pause(Duration.ofNanos(nanos));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isTaken(Lease lease, Stillness stillness) throws SQLException {
        LockId id = lease.key().id();
        Cell cell = cell(id);
        long asked = time.monotonicNanos();
        String kind = id.kind().name();
        List<Stillness.Owner> owners = database.once(
                Database.QUICK,
                db -> db.query(TAKE, JdbcSessionLock::owner, kind, cell, lease.mark(), host, kind, cell));
        if (owners.isEmpty()) {
            stillness.interrupt(); // It was released or acquired at this very moment.
            return false;
        }
        Stillness.Owner owner = owners.get(0);
        if (owner.mark().equals(lease.mark())) {
            return true; // Also true if an earlier attempt acquired it but its response was lost.
        }
        boolean dead = stillness.isDead(owner, asked, time.monotonicNanos());
        return dead
                && 1
                        == database.once(
                                Database.QUICK,
                                db -> db.update(TAKE_OVER, lease.mark(), host, kind, cell, owner.mark(), owner.beat()));
    }

    private static Stillness.Owner owner(ResultSet row) throws SQLException {
        return new Stillness.Owner(row.getObject(1, UUID.class), row.getLong(2));
    }

    private Cell cell(LockId id) {
        SessionId session = id.session();
        byte[] mine = TextBytes.of(tenant);
        return session == null ? new Cell(mine, new byte[0], new byte[0]) : Cell.of(mine, session);
    }
}
