package dev.latchkey.file;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A lock file of this JVM, from the point of view of one thread that wants the lock. The queue of waiting threads, and the channel used by
 * the thread whose turn it is, are shared.
 */
final class LockEntry {
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

    private final Object key;
    private final Object[] shared;
    private volatile @Nullable FileLock held;

    /** @param shared the registry's data for the file */
    LockEntry(Object key, Object[] shared) {
        this.key = key;
        this.shared = shared;
    }

    LockEntry(Object key, FileChannel channel) {
        this(key, new Object[] {channel, new Semaphore(1, true), new AtomicInteger()});
    }

    Object key() {
        return key;
    }

    Object[] shared() {
        return shared;
    }

    /** The number of threads that hold the lock or wait for it; changed under the registry's monitor. */
    AtomicInteger users() {
        return (AtomicInteger) shared[USERS];
    }

    boolean isOpen() {
        return channel().isOpen();
    }

    /**
     * Waits for this thread's turn and then for the lock.
     *
     * @return false if the file is no longer the one that others lock; the caller must then start again
     */
    boolean lock(LockFile file, LockTable.Deadline deadline)
            throws IOException, InterruptedException, LockTable.NotHadException {
        boolean waited = takeTurn(deadline);
        boolean had = false;
        try {
            waited = isOpen() && waitForOtherProcesses(deadline) || waited;
            // Lock files should not be deleted; but if one was while we waited, locking it is useless.
            had = isOpen() && (!waited || file.key().equals(Optional.of(key)));
            return had;
        } catch (ClosedByInterruptException e) {
            Thread.interrupted();
            throw new InterruptedException();
        } catch (IOException e) {
            close(); // It may be locked after all, and nothing else would release it.
            throw e;
        } finally {
            if (!had) {
                unlock();
            }
        }
    }

    /** Releases the kernel's lock, if it was acquired, and ends this thread's turn. */
    void unlock() {
        FileLock lock = held;
        held = null;
        try {
            if (lock != null) {
                lock.release();
            }
        } catch (IOException e) {
            close(); // This releases the lock as well.
        } finally {
            turn().release();
        }
    }

    void close() {
        DurableFile.closeQuietly(channel());
    }

    private FileChannel channel() {
        return (FileChannel) shared[CHANNEL];
    }

    private Semaphore turn() {
        return (Semaphore) shared[TURN];
    }

    /** Returns whether the thread had to wait. */
    private boolean takeTurn(LockTable.Deadline deadline) throws InterruptedException, LockTable.NotHadException {
        if (turn().tryAcquire(0, TimeUnit.NANOSECONDS)) { // Unlike tryAcquire(), this does not jump the queue.
            return false;
        }
        if (turn().tryAcquire(Math.max(0, deadline.left()), TimeUnit.NANOSECONDS)) {
            return true;
        }
        throw new LockTable.NotHadException();
    }

    /** Returns whether the thread had to wait. */
    private boolean waitForOtherProcesses(LockTable.Deadline deadline)
            throws IOException, InterruptedException, LockTable.NotHadException {
        long pause = FIRST_PAUSE_NANOS;
        boolean waited = false;
        while (!tryLock()) {
            long left = deadline.left();
            if (left <= 0) {
                throw new LockTable.NotHadException();
            }
            TimeUnit.NANOSECONDS.sleep(Math.min(pause, left));
            pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
            waited = true;
        }
        return waited;
    }

    private boolean tryLock() throws IOException {
        try {
            held = channel().tryLock();
            return held != null;
        } catch (OverlappingFileLockException e) {
            return false; // Held by code that does not use the registry.
        }
    }

    @SuppressWarnings("unchecked") // The contract above.
    private static Map<Object, Object[]> registry() {
        Map<Object, Object[]> mine = new LinkedHashMap<>();
        Object present = System.getProperties().putIfAbsent(PROPERTY, mine);
        return present instanceof Map ? (Map<Object, Object[]>) present : mine;
    }
}
