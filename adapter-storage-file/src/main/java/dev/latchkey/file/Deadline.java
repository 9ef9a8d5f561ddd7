package dev.latchkey.file;

import java.time.Duration;

/** A moment on the monotonic clock until which is waited. */
record Deadline(long nanos) {
    /** A century; the sum with the clock's reading does not overflow in a way that matters. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    /** So much from now; negative limits are zero. */
    static Deadline in(Duration limit) {
        Duration bounded = limit.isNegative() ? Duration.ZERO : limit.compareTo(LONGEST) > 0 ? LONGEST : limit;
        return new Deadline(System.nanoTime() + bounded.toNanos());
    }

    /** How long is left; zero or less when it has passed. */
    long left() {
        return nanos - System.nanoTime();
    }
}
