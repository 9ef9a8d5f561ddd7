package dev.latchkey.port;

import java.time.Duration;

/** Two clocks, and a way to wait. Implementations must be safe for use by several threads. */
public interface TimeSource {
    /** The wall clock, in milliseconds since the epoch, for dates shared with servers and files. It may jump. */
    long epochMillis();

    /**
     * A clock that never goes backwards, in nanoseconds from an arbitrary origin, for intervals, deadlines and limits. Compare two readings
     * by their difference.
     */
    long monotonicNanos();

    /**
     * Waits for at least this long on the monotonic clock; returns at once for zero or less.
     *
     * @throws InterruptedException if the thread is interrupted before or during the wait
     */
    void pause(Duration duration) throws InterruptedException;
}
