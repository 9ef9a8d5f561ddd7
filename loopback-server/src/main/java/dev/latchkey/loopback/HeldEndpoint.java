package dev.latchkey.loopback;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * An endpoint whose requests wait until a test releases them. This keeps a renewal in progress for as long as a test needs, without
 * sleeping. Closing it releases the requests. Safe for use by several threads.
 */
public final class HeldEndpoint implements AutoCloseable {
    private final Object lock = new Object();
    private int arrived;
    private boolean released;

    HeldEndpoint() {}

    /**
     * Waits until this many requests have arrived since the hold began.
     *
     * @throws AssertionError if they do not arrive within the limit
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public void awaitArrivals(int count, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        synchronized (lock) {
            while (arrived < count) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw new AssertionError("only " + arrived + " of " + count + " requests arrived within " + limit);
                }
                TimeUnit.NANOSECONDS.timedWait(lock, left);
            }
        }
    }

    /** Releases all waiting requests; later ones do not wait. */
    public void release() {
        synchronized (lock) {
            released = true;
            lock.notifyAll();
        }
    }

    @Override
    public void close() {
        release();
    }

    void pass() throws InterruptedException {
        synchronized (lock) {
            arrived++;
            lock.notifyAll();
            while (!released) {
                lock.wait();
            }
        }
    }
}
