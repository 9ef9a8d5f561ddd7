package dev.latchkey.jdbc;

import dev.latchkey.model.LockId;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether the owner of another process's lock is still alive, using only our own monotonic clock. If a check fails or is late, the
 * wait starts again, so a stalled database does not make an owner look dead: while we cannot check, the owner may be unable to send
 * heartbeats. Safe for use by several threads.
 */
final class Stillness {
    /**
     * Owners of sessions send a heartbeat every half second. A takeover must fit into the time in which a server tolerates a repeated
     * token.
     */
    private static final Duration SESSION_LIMIT = Duration.ofSeconds(3);

    /** A login waits for a person. Its owner sends a heartbeat every five seconds, so that a thousand logins cost little. */
    private static final Duration LOGIN_LIMIT = Duration.ofSeconds(30);

    private final long limit;
    private final long longestGap;
    private @Nullable Owner owner;
    private long since;
    private long latest;

    /**
     * The owner of a lock.
     *
     * @param mark changes whenever the lock changes hands
     * @param beat incremented by the owner
     */
    record Owner(UUID mark, long beat) {}

    Stillness(LockId.Kind kind) {
        limit = (kind == LockId.Kind.LOGIN ? LOGIN_LIMIT : SESSION_LIMIT).toNanos();
        longestGap = limit / 3;
    }

    /**
     * Records a check of the lock.
     *
     * @param asked when the check began, in nanoseconds on the monotonic clock
     * @param answered when the response arrived, in nanoseconds on the monotonic clock
     * @return whether the owner is dead
     */
    synchronized boolean isDead(Owner seen, long asked, long answered) {
        if (!seen.equals(owner) || answered - latest > longestGap) {
            owner = seen;
            since = answered;
        }
        latest = answered;
        return asked - since >= limit;
    }

    /** Whether the latest check was too long ago for the next one to go on from there. */
    synchronized boolean isForgotten(long now) {
        return now - latest > longestGap;
    }

    /** Records that the check failed, or that the lock has no owner. */
    synchronized void interrupt() {
        owner = null;
    }
}
