package dev.latchkey.session;

import dev.latchkey.port.TimeSource;
import java.time.Duration;

/**
 * When to retry a failed save: soon, because most failures are transient, then less often, up to every five seconds. Used by one thread.
 */
final class SavePauses {
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final TimeSource time;
    private final long endNanos;
    private Duration next = FIRST;

    /** @param limit for how long from now */
    SavePauses(TimeSource time, Duration limit) {
        this.time = time;
        this.endNanos = time.monotonicNanos() + limit.toNanos();
    }

    boolean isOver() {
        return time.monotonicNanos() >= endNanos;
    }

    /** The pause before the next attempt. */
    Duration next() {
        Duration pause = next;
        Duration longer = next.multipliedBy(2);
        next = longer.compareTo(LONGEST) < 0 ? longer : LONGEST;
        return pause;
    }

    /** Waits for the next attempt; false if there is none because the time is over or the thread was interrupted. */
    boolean awaitNext() {
        return !isOver() && paused(time, next());
    }

    /** Pauses; false if the thread was interrupted, in which case its interrupt flag is set. */
    static boolean paused(TimeSource time, Duration pause) {
        try {
            time.pause(pause);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
