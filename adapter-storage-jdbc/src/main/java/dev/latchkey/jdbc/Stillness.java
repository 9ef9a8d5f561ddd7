package dev.latchkey.jdbc;

import dev.latchkey.model.LockId;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Watches somebody else's lock, on one's own monotonic clock, for whether its owner still lives. A look that failed or came late starts
 * anew: a database that stalls makes nobody look dead, since who could not look cannot know that the owner could beat. Used by one thread.
 */
final class Stillness {
    /** Owners of sessions beat every half second; a takeover has to fit into the time in which a server forgives a repeated token. */
    private static final Duration SESSION_LIMIT = Duration.ofSeconds(3);

    /** A login waits for a person: its owner beats every five seconds, so that a thousand of them cost little. */
    private static final Duration LOGIN_LIMIT = Duration.ofSeconds(30);

    private final long limit;
    private final long longestGap;
    private @Nullable Owner owner;
    private long since;
    private long latest;

    /**
     * Who has a lock.
     *
     * @param mark made anew whenever it changes hands
     * @param beat raised by its owner
     */
    record Owner(UUID mark, long beat) {}

    Stillness(LockId.Kind kind) {
        limit = (kind == LockId.Kind.LOGIN ? LOGIN_LIMIT : SESSION_LIMIT).toNanos();
        longestGap = limit / 3;
    }

    /**
     * The lock was looked at.
     *
     * @param asked when, in nanoseconds on the monotonic clock
     * @param answered when the answer was there
     * @return whether the owner is dead
     */
    boolean isDead(Owner seen, long asked, long answered) {
        if (!seen.equals(owner) || answered - latest > longestGap) {
            owner = seen;
            since = answered;
        }
        latest = answered;
        return asked - since >= limit;
    }

    /** The lock could not be looked at, or nobody had it. */
    void interrupt() {
        owner = null;
    }
}
