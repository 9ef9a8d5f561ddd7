package dev.latchkey.port;

import java.time.Duration;

/**
 * Two clocks, and waiting. Implementations are safe for use by several threads.
 */
public interface TimeSource {
    /** The wall clock, in milliseconds since the epoch: for dates shared with servers and files. It may jump. */
    long epochMillis();

    /**
     * A clock that only ever goes forward, in nanoseconds from some moment: for intervals, deadlines and limits. Compare two
     * readings by their difference.
     */
    long monotonicNanos();

    /**
     * Waits for at least this long on the monotonic clock; returns at once for zero or less.
     *
     * @throws InterruptedException if the thread is interrupted before or while it waits
     */
    void pause(Duration duration) throws InterruptedException;
}
