package dev.latchkey.loopback;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * An endpoint whose requests wait until a test lets them go on: to have a renewal under way for as long as a test needs,
 * without sleeping. Closing it releases them. Safe for use by several threads.
 */
public final class HeldEndpoint implements AutoCloseable {
    private final Object lock = new Object();
    private int arrived;
    private boolean released;

    HeldEndpoint() {}

    /**
     * Waits until that many requests have arrived since the hold began.
     *
     * @throws AssertionError if they have not within the limit
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

    /** Lets all waiting requests go on, and later ones through at once. */
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
