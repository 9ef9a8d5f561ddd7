package dev.latchkey.session;

import dev.latchkey.port.TimeSource;
import java.time.Duration;

/**
 * When a save that failed is tried again: soon, since most failures pass at once, then every five seconds, for five minutes in
 * all. Used by one thread.
 */
final class SavePauses {
    static final Duration LIMIT = Duration.ofMinutes(5);

    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final TimeSource time;
    private final long endNanos;
    private Duration next = FIRST;

    SavePauses(TimeSource time) {
        this.time = time;
        this.endNanos = time.monotonicNanos() + LIMIT.toNanos();
    }

    boolean isOver() {
        return time.monotonicNanos() >= endNanos;
    }

    /** How long to wait before the next try. */
    Duration next() {
        Duration pause = next;
        Duration longer = next.multipliedBy(2);
        next = longer.compareTo(LONGEST) < 0 ? longer : LONGEST;
        return pause;
    }
}
