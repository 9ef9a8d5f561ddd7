package dev.latchkey.session;

import dev.latchkey.port.TimeSource;
import dev.latchkey.token.StoredSession;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What a session holds in memory: one volatile field that readers read without a lock. Safe for use by several threads. */
final class SessionMemory {
    private final SessionFile file;
    private final RandomGenerator random;
    private final TimeSource time;
    private volatile @Nullable Snapshot current;
    private long generations; // guarded by this

    SessionMemory(SessionFile file, RandomGenerator random, TimeSource time) {
        this.file = file;
        this.random = random;
        this.time = time;
    }

    @Nullable
    Snapshot current() {
        return current;
    }

    /** What is in memory, else what is stored. */
    Optional<Snapshot> currentOrLoad() {
        Snapshot known = current;
        return known != null ? Optional.of(known) : loadOnce();
    }

    /** Many threads may begin at once, and one look at the store will do. */
    private synchronized Optional<Snapshot> loadOnce() {
        Snapshot known = current;
        return known != null ? Optional.of(known) : reload();
    }

    /**
     * What is stored now; it takes the place of what was in memory, unless that could not be stored and the store is still
     * behind.
     */
    synchronized Optional<Snapshot> reload() {
        Optional<StoredSession> stored = file.load();
        Snapshot known = current;
        if (stored.isEmpty()) {
            current = null;
            return Optional.empty();
        }
        if (known != null && isUpToDate(known, stored.get())) {
            return Optional.of(known);
        }
        return Optional.of(publish(Renewed.stored(stored.get())));
    }

    /** From here on, everyone uses these tokens. */
    synchronized Snapshot publish(Renewed renewed) {
        // The jitter is fixed for this process and this token; a new token draws a new one.
        Snapshot published = Snapshot.of(renewed, random.nextDouble(), ++generations, Moment.now(time));
        current = published;
        return published;
    }

    /** These tokens, which everyone uses already, are stored by now. */
    synchronized Snapshot saved(Snapshot unsaved) {
        Snapshot known = current;
        if (known != null && known.generation() == unsaved.generation()) {
            current = known.saved();
        }
        return unsaved.saved();
    }

    /** These tokens were looked at and are fresh: for a while a glance will do. */
    synchronized void lookedAt(Snapshot fresh, Moment now) {
        Snapshot known = current;
        if (known != null && known.generation() == fresh.generation()) {
            current = known.lookedAt(now);
        }
    }

    /** What is in memory is no longer believed; the next look goes to the store. */
    synchronized void forget() {
        current = null;
    }

    /** The same, but tokens that could not be stored are nowhere else. */
    synchronized void forgetWhatIsStored() {
        Snapshot known = current;
        if (known != null && known.unsavedOver() == null) {
            current = null;
        }
    }

    private static boolean isUpToDate(Snapshot known, StoredSession stored) {
        // Tokens that are stored this very moment are both for an instant: stored, and to be stored.
        return known.session().equals(stored) || known.isAheadOf(stored);
    }
}
