package dev.latchkey.file;

import dev.latchkey.port.SessionLock.Hold;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Who in this JVM uses which lock file: the one thing here that is static. A kernel's file lock belongs to the process, not
 * to a thread, and POSIX drops it as soon as the process closes <em>any</em> channel of that file. So the threads of the
 * JVM queue for the file here first, and only the one whose turn it is has a channel of it open, from before it locks
 * until after.
 *
 * <p>An entry lives while somebody holds or waits for it.
 */
final class LockTable {
    private static final ConcurrentMap<Path, Entry> ENTRIES = new ConcurrentHashMap<>();

    private LockTable() {}

    /** The lock was not had in time. */
    static final class NotHadException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /** The queue for one lock file, and how many hold or wait for it; the count is guarded by the map's own lock. */
    private static final class Entry {
        private final Semaphore turn = new Semaphore(1, true);
        private int users;
    }

    /**
     * Waits for the turn in this JVM and then for the file lock.
     *
     * @param real the real path, one for each file
     */
    static Hold acquire(Path real, Deadline deadline) throws IOException, InterruptedException, NotHadException {
        Entry entry = enter(real);
        boolean turn = false;
        boolean had = false;
        try {
            turn = entry.turn.tryAcquire(Math.max(0, deadline.left()), TimeUnit.NANOSECONDS);
            if (!turn) {
                throw new NotHadException();
            }
            LockedFile file = LockedFile.lock(real, deadline);
            had = true;
            return new TableHold(real, entry, file);
        } finally {
            if (!had) {
                leave(real, entry, turn);
            }
        }
    }

    private static Entry enter(Path real) {
        return ENTRIES.compute(real, (path, present) -> {
            Entry entry = present == null ? new Entry() : present;
            entry.users++;
            return entry;
        });
    }

    private static void leave(Path real, Entry entry, boolean turn) {
        ENTRIES.computeIfPresent(real, (path, present) -> --present.users == 0 ? null : present);
        if (turn) {
            entry.turn.release();
        }
    }

    private static final class TableHold implements Hold {
        private final Path real;
        private final Entry entry;
        private final LockedFile file;
        private final AtomicBoolean held = new AtomicBoolean(true);

        TableHold(Path real, Entry entry, LockedFile file) {
            this.real = real;
            this.entry = entry;
            this.file = file;
        }

        @Override
        public void close() {
            if (held.getAndSet(false)) {
                file.close();
                leave(real, entry, true);
            }
        }
    }
}
