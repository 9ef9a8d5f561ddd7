package dev.latchkey.file;

import dev.latchkey.file.FileSessionLock.LockFile;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Tracks which thread of this JVM uses which lock file, in the one {@link #REGISTRY} that all class loaders share. A kernel's file lock
 * belongs to the process, not to a thread, and POSIX drops it as soon as the process closes <em>any</em> channel of that file. So the JVM
 * has one channel per file, threads queue for it, and only this table opens or closes one.
 *
 * <p>A file is identified by its key (device and inode), whatever path or spelling led to it. The most recent idle channels stay open,
 * because opening is most of the cost of a lock.
 */
final class LockTable {
    /** The maximum number of idle channels that are kept open. */
    static final int MOST_IDLE = 8;

    /**
     * The lock files that this JVM has open, in one list for all class loaders. In an application server each application may load its own copy
     * of these classes; if one copy closed a channel of a file, the system would drop the lock that another copy holds on it.
     *
     * <p>The structure is a contract between all versions that may run in the same JVM. It is the value of the system property
     * {@value #PROPERTY}, and uses only types of the JDK:
     *
     * <ul>
     *   <li>The map is a {@link LinkedHashMap}. Its monitor guards the map, every opening and closing of a channel, and the third element
     *       below. Its order is the order in which files became idle.
     *   <li>A key is the file's {@link java.nio.file.attribute.BasicFileAttributes#fileKey}, or its real path as a string where the system has
     *       no such key.
     *   <li>A value is an array of three: the {@link FileChannel} of the file; a fair {@link Semaphore} with one permit, held by the thread
     *       that acquires or holds the lock; and an {@link AtomicInteger}, the number of threads that hold the lock or wait for it. Only an
     *       entry where that is zero may be closed, and it is then removed.
     * </ul>
     *
     * <p>A different structure must use a different property name. The value is not a string, so {@code Properties.list} and {@code store} fail
     * if they are applied to all system properties.
     */
    static final Map<Object, Object[]> REGISTRY = registry();

    private static final String PROPERTY = "dev.latchkey.locks.1";
    private static final int CHANNEL = 0;
    private static final int TURN = 1;
    private static final int USERS = 2;
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /** A century: short enough that adding it to the clock's reading does not overflow in a way that matters. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(36_500);

    private LockTable() {}

    @SuppressWarnings("unchecked") // The contract above.
    private static Map<Object, Object[]> registry() {
        Map<Object, Object[]> mine = new LinkedHashMap<>();
        Object present = System.getProperties().putIfAbsent(PROPERTY, mine);
        return present instanceof Map ? (Map<Object, Object[]>) present : mine;
    }

    /**
     * Waits for this thread's turn in the JVM and then for the kernel's lock. Tries at least once.
     *
     * @param limit the maximum time to wait; a negative one counts as zero
     * @throws TimeoutException if it was not acquired in time
     */
    static Held acquire(LockFile file, Duration limit) throws IOException, InterruptedException, TimeoutException {
        Duration bounded =
                limit.isNegative() ? Duration.ZERO : limit.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : limit;
        long deadline = System.nanoTime() + bounded.toNanos();
        while (true) {
            Held lock = enter(file);
            boolean had = false;
            try {
                had = lock.tryUntil(deadline);
                if (had) {
                    return lock;
                }
            } finally {
                if (!had) {
                    lock.leave();
                }
            }
            // The file was replaced while we waited; others lock the new one.
        }
    }

    private static Held enter(LockFile file) throws IOException {
        Object key = file.key();
        synchronized (REGISTRY) {
            Object[] shared = key == null ? null : REGISTRY.get(key);
            Held entry = key == null || shared == null ? open(file) : new Held(file, key, shared);
            users(entry.shared).incrementAndGet();
            return entry;
        }
    }

    private static Held open(LockFile file) throws IOException {
        try {
            return openOnce(file);
        } catch (AccessDeniedException e) {
            file.replaceWhatCanNeverBeOpened(e);
            return openOnce(file);
        }
    }

    private static Held openOnce(LockFile file) throws IOException {
        Object key = file.makeIfNeedBe();
        Object[] shared = REGISTRY.get(key); // Created by another thread, or reached by another path, in the meantime.
        if (shared == null) {
            shared = new Object[] {file.open(), new Semaphore(1, true), new AtomicInteger()};
            REGISTRY.put(key, shared);
        }
        return new Held(file, key, shared);
    }

    /** The number of open channels, used or idle. */
    static int size() {
        synchronized (REGISTRY) {
            return REGISTRY.size();
        }
    }

    private static FileChannel channel(Object[] shared) {
        return (FileChannel) shared[CHANNEL];
    }

    /** The number of threads that hold the lock or wait for it; changed under the registry's monitor. */
    private static AtomicInteger users(Object[] shared) {
        return (AtomicInteger) shared[USERS];
    }

    /** A file's lock that one thread waits for, and then holds. */
    static final class Held implements AutoCloseable {
        private final LockFile file;
        private final Object key;
        private final Object[] shared;
        private final AtomicReference<@Nullable FileLock> held = new AtomicReference<>();

        private Held(LockFile file, Object key, Object[] shared) {
            this.file = file;
            this.key = key;
            this.shared = shared;
        }

        /** Throws what {@link dev.latchkey.port.SessionLock.Hold#check} throws. */
        void check() {
            if (held.get() == null || !isOpen()) {
                throw file.lost();
            }
            file.checkThatItIsStill(key);
        }

        @Override
        public void close() {
            FileLock lock = held.getAndSet(null);
            if (lock != null) {
                unlock(lock);
                leave();
            }
        }

        /**
         * Waits for this thread's turn and then for the lock.
         *
         * @return false if the file is no longer the one that others lock; the caller must then start again
         */
        private boolean tryUntil(long deadline) throws IOException, InterruptedException, TimeoutException {
            boolean waited = takeTurn(deadline);
            boolean had = false;
            try {
                waited = isOpen() && waitForOtherProcesses(deadline) || waited;
                // Lock files should not be deleted; but if one was while we waited, locking it is useless.
                had = isOpen() && (!waited || key.equals(file.key()));
                return had;
            } catch (ClosedByInterruptException e) {
                Thread.interrupted();
                throw new InterruptedException();
            } catch (IOException e) {
                DurableFile.closeQuietly(
                        channel(shared)); // It may be locked after all, and nothing else would release it.
                throw e;
            } finally {
                if (!had) {
                    unlock(held.getAndSet(null));
                }
            }
        }

        /** Returns whether the thread had to wait. */
        private boolean takeTurn(long deadline) throws InterruptedException, TimeoutException {
            if (turn().tryAcquire(0, TimeUnit.NANOSECONDS)) { // Unlike tryAcquire(), this does not jump the queue.
                return false;
            }
            if (turn().tryAcquire(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                return true;
            }
            throw new TimeoutException();
        }

        /** Returns whether the thread had to wait. */
        private boolean waitForOtherProcesses(long deadline)
                throws IOException, InterruptedException, TimeoutException {
            long pause = FIRST_PAUSE_NANOS;
            boolean waited = false;
            while (!tryLock()) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw new TimeoutException();
                }
                TimeUnit.NANOSECONDS.sleep(Math.min(pause, left));
                pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
                waited = true;
            }
            return waited;
        }

        private boolean tryLock() throws IOException {
            try {
                held.set(channel(shared).tryLock());
                return held.get() != null;
            } catch (OverlappingFileLockException e) {
                return false; // Held by code that does not use the registry.
            }
        }

        /** Releases the kernel's lock, if it was acquired, and ends this thread's turn. */
        private void unlock(@Nullable FileLock lock) {
            try {
                if (lock != null) {
                    lock.release();
                }
            } catch (IOException e) {
                DurableFile.closeQuietly(channel(shared)); // This releases the lock as well.
            } finally {
                turn().release();
            }
        }

        private void leave() {
            synchronized (REGISTRY) {
                int users = users(shared).decrementAndGet();
                if (!isOpen()) {
                    // Threads that still wait for it notice this when it is their turn, and start again.
                    REGISTRY.remove(key, shared);
                } else if (users == 0) {
                    REGISTRY.remove(key, shared);
                    keepOrClose();
                }
            }
        }

        private void keepOrClose() {
            if (key instanceof String) { // While a path is open, another file can take its place.
                DurableFile.closeQuietly(channel(shared));
                return;
            }
            // Append it, so that the first idle entry is the least recently used one.
            REGISTRY.put(key, shared);
            List<Map.Entry<Object, Object[]>> idle = REGISTRY.entrySet().stream()
                    .filter(each -> users(each.getValue()).get() == 0)
                    .toList();
            if (idle.size() > MOST_IDLE) {
                Map.Entry<Object, Object[]> oldest = idle.get(0);
                DurableFile.closeQuietly(channel(oldest.getValue()));
                REGISTRY.remove(oldest.getKey());
            }
        }

        private boolean isOpen() {
            return channel(shared).isOpen();
        }

        private Semaphore turn() {
            return (Semaphore) shared[TURN];
        }
    }
}
