package dev.latchkey.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Who in this JVM uses which lock file: {@link LockRegistry}, of which there is one for all class loaders. A kernel's file lock belongs to the process, not
 * to a thread, and POSIX drops it as soon as the process closes <em>any</em> channel of that file. So there is one channel
 * for each file in the JVM, the threads queue for it, and nothing but this table opens or closes one.
 *
 * <p>A file is known by its key (device and inode), whatever path or spelling led to it. The last few that nobody uses are
 * kept open, since to open is most of the cost of a lock.
 */
final class LockTable {
    /** How many channels that nobody uses are kept open at most. */
    static final int MOST_IDLE = 8;

    /** Opening and closing happen under its monitor, too, so that no channel is closed beside one that is in use. */
    private static final Map<Object, Object[]> ENTRIES = LockRegistry.ENTRIES;

    private LockTable() {}

    /** The lock was not had in time. */
    static final class NotHadException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /** Waits for the turn in this JVM and then for the kernel's lock; tries at least once. */
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
            // Somebody replaced the file while we waited; others lock the new one.
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
        LockEntry present = present(key); // Made by another thread, or reached by another path, since we looked.
        if (present == null) {
            present = new LockEntry(key, LockRegistry.entry(file.open()));
            ENTRIES.put(key, present.shared());
        }
        return present;
    }

    private static void leave(LockEntry entry) {
        synchronized (ENTRIES) {
            int users = entry.users().decrementAndGet();
            if (!entry.isOpen()) {
                // Those who still wait for it find that out when it is their turn, and begin again.
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
        // At the end: the first idle one is the one that was not used for longest.
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

    /** How many channels are open, used or not. */
    static int size() {
        synchronized (ENTRIES) {
            return ENTRIES.size();
        }
    }

    /** The lock of a file, held. */
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
}
