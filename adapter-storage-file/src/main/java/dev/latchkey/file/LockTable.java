package dev.latchkey.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Tracks which thread of this JVM uses which lock file, in the one {@link LockEntry#REGISTRY} that all class loaders share. A kernel's file lock
 * belongs to the process, not to a thread, and POSIX drops it as soon as the process closes <em>any</em> channel of that file. So the JVM
 * has one channel per file, threads queue for it, and only this table opens or closes one.
 *
 * <p>A file is identified by its key (device and inode), whatever path or spelling led to it. The most recent idle channels stay open,
 * because opening is most of the cost of a lock.
 */
final class LockTable {
    /** The maximum number of idle channels that are kept open. */
    static final int MOST_IDLE = 8;

    /** Channels are opened and closed under its monitor, so that no channel is closed while another one for the same file is in use. */
    private static final Map<Object, Object[]> ENTRIES = LockEntry.REGISTRY;

    private LockTable() {}

    /** The lock was not acquired in time. */
    static final class NotHadException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /** Waits for this thread's turn in the JVM and then for the kernel's lock. Tries at least once. */
    static Held acquire(LockFile file, Deadline deadline) throws IOException, InterruptedException, NotHadException {
        while (true) {
            LockEntry entry = enter(file);
            boolean had = false;
            try {
                had = entry.lock(file, deadline);
                if (had) {
                    return new Held(entry, file);
                }
            } finally {
                if (!had) {
                    leave(entry);
                }
            }
            // The file was replaced while we waited; others lock the new one.
        }
    }

    private static LockEntry enter(LockFile file) throws IOException {
        Optional<Object> seen = file.key();
        synchronized (ENTRIES) {
            LockEntry entry = seen.isPresent() ? present(seen.get()) : null;
            if (entry == null) {
                entry = open(file);
            }
            entry.users().incrementAndGet();
            return entry;
        }
    }

    private static @Nullable LockEntry present(Object key) {
        Object[] shared = ENTRIES.get(key);
        return shared == null ? null : new LockEntry(key, shared);
    }

    private static LockEntry open(LockFile file) throws IOException {
        try {
            return openOnce(file);
        } catch (AccessDeniedException e) {
            file.replaceWhatCanNeverBeOpened(e);
            return openOnce(file);
        }
    }

    private static LockEntry openOnce(LockFile file) throws IOException {
        Object key = file.makeIfNeedBe();
        LockEntry present = present(key); // Created by another thread, or reached by another path, in the meantime.
        if (present == null) {
            present = new LockEntry(key, file.open());
            ENTRIES.put(key, present.shared());
        }
        return present;
    }

    private static void leave(LockEntry entry) {
        synchronized (ENTRIES) {
            int users = entry.users().decrementAndGet();
            if (!entry.isOpen()) {
                // Threads that still wait for it notice this when it is their turn, and start again.
                ENTRIES.remove(entry.key(), entry.shared());
            } else if (users == 0) {
                ENTRIES.remove(entry.key(), entry.shared());
                keepOrClose(entry);
            }
        }
    }

    private static void keepOrClose(LockEntry entry) {
        if (!LockFile.isUnique(entry.key())) {
            entry.close();
            return;
        }
        // Append it, so that the first idle entry is the least recently used one.
        ENTRIES.put(entry.key(), entry.shared());
        List<LockEntry> idle = ENTRIES.entrySet().stream()
                .map(each -> new LockEntry(each.getKey(), each.getValue()))
                .filter(each -> each.users().get() == 0)
                .toList();
        if (idle.size() > MOST_IDLE) {
            ENTRIES.remove(idle.get(0).key());
            idle.get(0).close();
        }
    }

    /** The number of open channels, used or idle. */
    static int size() {
        synchronized (ENTRIES) {
            return ENTRIES.size();
        }
    }

    /** A file's lock that is held. */
    static final class Held implements AutoCloseable {
        private final LockEntry entry;
        private final LockFile file;
        private final AtomicBoolean held = new AtomicBoolean(true);

        Held(LockEntry entry, LockFile file) {
            this.entry = entry;
            this.file = file;
        }

        /** Throws what {@link dev.latchkey.port.SessionLock.Hold#check} throws. */
        void check() {
            if (!held.get() || !entry.isOpen()) {
                throw file.lost();
            }
            file.checkThatItIsStill(entry.key());
        }

        @Override
        public void close() {
            if (held.getAndSet(false)) {
                entry.unlock();
                leave(entry);
            }
        }
    }

    /** A point in time on the monotonic clock. */
    record Deadline(long nanos) {
        /** A century: short enough that adding it to the clock's reading does not overflow in a way that matters. */
        private static final Duration LONGEST = Duration.ofDays(36_500);

        /** The deadline this far from now; a negative limit counts as zero. */
        static Deadline in(Duration limit) {
            Duration bounded = limit.isNegative() ? Duration.ZERO : limit.compareTo(LONGEST) > 0 ? LONGEST : limit;
            return new Deadline(System.nanoTime() + bounded.toNanos());
        }

        /** The time left; zero or negative once the deadline has passed. */
        long left() {
            return nanos - System.nanoTime();
        }
    }
}
