package dev.latchkey.session;

import dev.latchkey.port.TimeSource;
import java.util.concurrent.TimeUnit;

/**
 * One moment on both clocks.
 *
 * @param epochMillis the wall clock then, in milliseconds since the epoch
 * @param monotonicNanos the monotonic clock then, in nanoseconds
 */
record Moment(long epochMillis, long monotonicNanos) {
    static Moment now(TimeSource time) {
        return new Moment(time.epochMillis(), time.monotonicNanos());
    }

    /**
     * What to take for the wall clock at another moment: what it shows, but no less than has passed since. So a wall clock that
     * is set back does not lengthen a token's life; and time in which the machine slept, which the monotonic clock may leave
     * out, counts.
     */
    long wallClockAt(Moment now) {
        long passed = TimeUnit.NANOSECONDS.toMillis(now.monotonicNanos - monotonicNanos);
        return Math.max(now.epochMillis, epochMillis + passed);
    }
}
