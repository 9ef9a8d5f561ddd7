package dev.latchkey.file;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One lock file of this JVM: the queue of the threads that want it, and the channel that the one whose turn it is uses. */
final class LockEntry {
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /** How many hold the lock or wait for it; guarded by {@link LockTable}'s monitor. */
    int users;

    private final Object key;
    private final FileChannel channel;
    private final Semaphore turn = new Semaphore(1, true);
    private volatile @Nullable FileLock held;

    LockEntry(Object key, FileChannel channel) {
        this.key = key;
        this.channel = channel;
    }

    Object key() {
        return key;
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    /**
     * Waits for the turn and the lock.
     *
     * @return false if the file is no longer the one that others lock; then begin again
     */
    boolean lock(LockFile file, Deadline deadline) throws IOException, InterruptedException, LockTable.NotHadException {
        boolean waited = takeTurn(deadline);
        boolean had = false;
        try {
            waited = channel.isOpen() && waitForOtherProcesses(deadline) || waited;
            // Nobody should delete lock files; but if somebody did while we waited, this one is of no use any more.
            had = channel.isOpen() && (!waited || file.key().equals(Optional.of(key)));
            return had;
        } catch (ClosedByInterruptException e) {
            Thread.interrupted();
            throw new InterruptedException();
        } finally {
            if (!had) {
                unlock();
            }
        }
    }

    /** Gives up the kernel's lock, if it was had, and the turn. */
    void unlock() {
        FileLock lock = held;
        held = null;
        try {
            if (lock != null) {
                lock.release();
            }
        } catch (IOException e) {
            close(); // Which drops the lock as well.
        } finally {
            turn.release();
        }
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            return; // The descriptor is gone in any case.
        }
    }

    /** Answers whether it took any time. */
    private boolean takeTurn(Deadline deadline) throws InterruptedException, LockTable.NotHadException {
        if (turn.tryAcquire(0, TimeUnit.NANOSECONDS)) { // Unlike tryAcquire(), this does not jump the queue.
            return false;
        }
        if (turn.tryAcquire(Math.max(0, deadline.left()), TimeUnit.NANOSECONDS)) {
            return true;
        }
        throw new LockTable.NotHadException();
    }

    /** Answers whether it took any time. */
    private boolean waitForOtherProcesses(Deadline deadline)
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
            held = channel.tryLock();
            return held != null;
        } catch (OverlappingFileLockException e) {
            return false; // Held past this table, as by another class loader's.
        }
    }
}
