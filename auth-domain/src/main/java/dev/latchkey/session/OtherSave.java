package dev.latchkey.session;

import dev.latchkey.error.StorageException;
import dev.latchkey.model.UnfinishedSave;
import dev.latchkey.port.TimeSource;
import dev.latchkey.token.StoredSession;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A save that another process has prepared although the lock is ours: its lock was lost, as when something deletes lock files, and
 * it may be waiting for the server's answer to the very token that is stored. To send that token too would end the session.
 */
final class OtherSave {
    /** As long as one exchange may take, and a little more for the save. */
    private static final Duration LIMIT = Duration.ofSeconds(35);

    private static final Duration LOOK = Duration.ofMillis(100);

    private final SessionFile file;
    private final TimeSource time;

    OtherSave(SessionFile file, TimeSource time) {
        this.file = file;
        this.time = time;
    }

    /**
     * Waits until it is done or takes too long.
     *
     * @return whether the session may have changed meanwhile
     */
    boolean awaited(UnfinishedSave save, StoredSession stored) {
        if (!save.running()) {
            return false;
        }
        Instant since = Objects.requireNonNullElse(save.since(), Instant.ofEpochMilli(time.epochMillis()));
        Duration age = Duration.between(since, Instant.ofEpochMilli(time.epochMillis()));
        long deadline = time.monotonicNanos() + LIMIT.minus(age).toNanos();
        boolean waited = false;
        while (time.monotonicNanos() < deadline && isStillUnderWay(stored) && pause()) {
            waited = true;
        }
        return waited;
    }

    private boolean isStillUnderWay(StoredSession stored) {
        try {
            return file.interrupted().filter(UnfinishedSave::running).isPresent()
                    && file.loadAny().equals(Optional.of(stored));
        } catch (StorageException e) {
            return true; // Cannot be told now; the limit stands.
        }
    }

    private boolean pause() {
        try {
            time.pause(LOOK);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
