package dev.latchkey.device;

import dev.latchkey.model.DisplayText;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When to poll next. Immutable.
 *
 * @param interval the least time between an answer and the next poll, as the server has it now
 * @param deadlineNanos when the code expires, on the monotonic clock
 * @param failures how many polls in a row brought no word of the server's
 * @param trouble the latest of these, or null
 */
record PollSchedule(
        Duration interval,
        long deadlineNanos,
        int failures,
        @Nullable DisplayText trouble) {
    /** Covers timers that fire early and clocks that drift, the most reported cause of {@code slow_down}. */
    static final Duration MARGIN = Duration.ofMillis(250);
    /** RFC 8628 §3.5: what {@code slow_down} adds, for this and all later polls. */
    static final Duration SLOW_DOWN = Duration.ofSeconds(5);
    /** Backing off goes no further than this, unless the interval itself does. */
    static final Duration LONGEST_BACKOFF = Duration.ofMinutes(1);
    /** An interval beyond this is no interval. */
    static final Duration LONGEST_INTERVAL = Duration.ofHours(1);

    private static final int MOST_DOUBLINGS = 16;

    static PollSchedule begin(Duration interval, Duration expiresIn, long nowNanos) {
        return new PollSchedule(interval, nowNanos + expiresIn.toNanos(), 0, null);
    }

    /** {@code authorization_pending}: go on as before. */
    PollSchedule pending() {
        return new PollSchedule(interval, deadlineNanos, 0, null);
    }

    /** {@code slow_down}: five seconds more, or the interval that the server names if that is more. */
    PollSchedule slowedDown(@Nullable Duration named) {
        Duration longer = interval.plus(SLOW_DOWN);
        if (named != null && named.compareTo(longer) > 0 && named.compareTo(LONGEST_INTERVAL) <= 0) {
            longer = named;
        }
        return new PollSchedule(longer, deadlineNanos, 0, null);
    }

    /** No word of the server's: fewer requests from now on (RFC 8628 §3.5). */
    PollSchedule failed(DisplayText why) {
        return new PollSchedule(interval, deadlineNanos, Math.min(failures + 1, MOST_DOUBLINGS), why);
    }

    WaitingToPoll afterAnswer(long nowNanos) {
        return afterAnswer(nowNanos, Duration.ZERO);
    }

    /**
     * The wait after an answer. If the next poll would fall on or after the deadline it becomes the last one, at the later of
     * the deadline and one interval after the answer: the server decides whether the code still holds.
     */
    WaitingToPoll afterAnswer(long nowNanos, Duration retryAfter) {
        long next = nowNanos + longer(backoff(), retryAfter).plus(MARGIN).toNanos();
        if (next - deadlineNanos < 0) {
            return new WaitingToPoll(this, next, false);
        }
        long earliest = nowNanos + interval.plus(MARGIN).toNanos();
        return new WaitingToPoll(this, earliest - deadlineNanos > 0 ? earliest : deadlineNanos, true);
    }

    private Duration backoff() {
        Duration doubled = interval.multipliedBy(1L << failures);
        return failures == 0 ? interval : longer(interval, shorter(doubled, LONGEST_BACKOFF));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
