package dev.latchkey.testkit.torture;

import dev.latchkey.model.LockId;
import dev.latchkey.port.SessionLock;
import java.time.Duration;

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
        Hold hold = next.acquire(id, limit);
        journal.note(JournalLine.Kind.ENTER, id.kind().name());
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
