package dev.latchkey.session;

import dev.latchkey.error.StorageException;
import dev.latchkey.model.UnfinishedSave;
import dev.latchkey.port.TimeSource;
import dev.latchkey.token.StoredSession;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A save that another process has prepared although the lock is ours: its lock was lost, as when something deletes lock files, and
 * it may be waiting for the server's answer to the very token that is stored. To send that token too would end the session.
 */
final class OtherSave {
    /** As long as one exchange may take, and a little more for the save. */
    private static final Duration LIMIT = Duration.ofSeconds(35);

    /** A save whose process is not known may be between two tries, which are five seconds apart at most. */
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(6);

    private static final Duration LOOK = Duration.ofMillis(100);

    private final SessionSlot slot;
    private final TimeSource time;

    OtherSave(SessionSlot slot, TimeSource time) {
        this.slot = slot;
        this.time = time;
    }

    /**
     * Waits until it is done or takes too long.
     *
     * @return whether the session may have changed since it was read, and is to be read again
     * @throws StorageException if that cannot be told in the end
     */
    boolean awaited(UnfinishedSave save, StoredSession stored) {
        Duration left = left(save);
        if (left.isNegative() || left.isZero()) {
            return false;
        }
        long deadline = time.monotonicNanos() + left.toNanos();
        while (isStillUnderWay(stored)) {
            if (time.monotonicNanos() >= deadline || !SavePauses.paused(time, LOOK)) {
                // Looked at last: it may have ended within the last pause, and what it used up must not be sent.
                return !slot.loadAny().equals(Optional.of(stored));
            }
        }
        return true;
    }

    /** How long it may still be under way. */
    private Duration left(UnfinishedSave save) {
        Instant since = save.since();
        return switch (save.process()) {
            case RUNNING -> since == null ? LIMIT : LIMIT.minus(age(since));
            case UNKNOWN -> since == null ? Duration.ZERO : BETWEEN_TRIES.minus(age(since));
            case GONE -> Duration.ZERO;
        };
    }

    /** What was begun in the future, by a clock that is ahead of ours or was set back since, was begun now. */
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
            return true; // Cannot be told now; the limit stands.
        }
    }
}
