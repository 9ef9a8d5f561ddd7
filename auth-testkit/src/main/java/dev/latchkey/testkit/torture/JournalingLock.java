package dev.latchkey.testkit.torture;

import dev.latchkey.model.LockId;
import dev.latchkey.port.SessionLock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Records when a lock is acquired and released. */
final class JournalingLock implements SessionLock {
    private final SessionLock next;
    private final Journal journal;

    JournalingLock(SessionLock next, Journal journal) {
        this.next = next;
        this.journal = journal;
    }

    @Override
    public Hold acquire(LockId id, Duration limit) {
        return watched(next.acquire(id, limit));
    }

    @Override
    public Optional<Hold> acquire(LockId id, Duration limit, BooleanSupplier needed) {
        return next.acquire(id, limit, needed).map(this::watched);
    }

    private Hold watched(Hold hold) {
        journal.note(JournalLine.Kind.ENTER, hold.id().kind().name());
        return new Watched(hold, journal);
    }

    /** A store knows only the holds of its own lock. */
    static Hold unwrapped(Hold hold) {
        return hold instanceof Watched watched ? watched.hold() : hold;
    }

    private record Watched(Hold hold, Journal journal) implements Hold {
        @Override
        public LockId id() {
            return hold.id();
        }

        @Override
        public void check() {
            hold.check();
        }

        @Override
        public void close() {
            journal.note(JournalLine.Kind.LEAVE, id().kind().name());
            hold.close();
        }
    }
}
