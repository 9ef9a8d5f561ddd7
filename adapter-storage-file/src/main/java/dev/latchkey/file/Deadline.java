package dev.latchkey.file;

import java.time.Duration;

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
