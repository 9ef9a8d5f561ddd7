package dev.latchkey.session;

import dev.latchkey.error.StorageException;
import dev.latchkey.model.UnfinishedSave;
import dev.latchkey.port.TimeSource;
import dev.latchkey.token.StoredSession;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A save that another process has prepared although this one holds the lock. That process lost its lock, for example because lock files
 * were deleted, and may be waiting for the server's response to the very token that is stored. Sending that token too would end the
 * session.
 */
final class OtherSave {
    /** The duration of an exchange, plus a little more for the save. */
    private static final Duration LIMIT = Duration.ofSeconds(35);

    /** If its process is unknown, the save may be between two attempts, which are at most five seconds apart. */
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(6);

    private static final Duration LOOK = Duration.ofMillis(100);

    private final SessionSlot slot;
    private final TimeSource time;

    OtherSave(SessionSlot slot, TimeSource time) {
        this.slot = slot;
        this.time = time;
    }

    /**
     * Waits until the save has ended or takes too long.
     *
     * @return whether the session may have changed since it was read, and must be read again
     * @throws StorageException if that cannot be determined in the end
     */
    boolean awaited(UnfinishedSave save, StoredSession stored) {
        Duration left = left(save);
        if (left.isNegative() || left.isZero()) {
            return false;
        }
        long deadline = time.monotonicNanos() + left.toNanos();
        while (isStillUnderWay(stored)) {
            if (time.monotonicNanos() >= deadline || !SavePauses.paused(time, LOOK)) {
                // Checked last: the save may have ended during the last pause, and the token that it used must not be
                // sent.
                return !slot.loadAny().equals(Optional.of(stored));
            }
        }
        return true;
    }

    /** How long the save may still be in progress. */
    private Duration left(UnfinishedSave save) {
        Instant since = save.since();
        return switch (save.process()) {
            case RUNNING -> since == null ? LIMIT : LIMIT.minus(age(since));
            case UNKNOWN -> since == null ? Duration.ZERO : BETWEEN_TRIES.minus(age(since));
            case GONE -> Duration.ZERO;
        };
    }

    /** A start in the future, by a clock that is ahead or that was set back since, counts as now. */
    private Duration age(Instant since) {
        Duration age = Duration.between(since, Instant.ofEpochMilli(time.epochMillis()));
        return age.isNegative() ? Duration.ZERO : age;
    }

    private boolean isStillUnderWay(StoredSession stored) {
        try {
            Optional<UnfinishedSave> save = slot.interrupted();
            return save.isPresent()
                    && left(save.get()).compareTo(Duration.ZERO) > 0
                    && slot.loadAny().equals(Optional.of(stored));
        } catch (StorageException e) {
            return true; // Cannot be determined now; the limit applies.
        }
    }
}
