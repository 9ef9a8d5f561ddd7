package dev.latchkey.device;

import dev.latchkey.model.DisplayText;
import dev.latchkey.oauth.TokenAnswer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When to poll next. Immutable.
 *
 * @param interval the least time between an answer and the next poll, as the server has it now
 * @param deadlineNanos when the code expires, on the monotonic clock
 * @param slowDowns how often the server asked for fewer polls
 * @param failures how many polls in a row brought no word of the server's
 * @param missing how many polls in a row were answered as if there were no such endpoint
 * @param trouble the latest of these, or null
 */
record PollSchedule(
        Duration interval,
        long deadlineNanos,
        int slowDowns,
        int failures,
        int missing,
        @Nullable DisplayText trouble) {
    /** The least that covers timers that fire early. */
    static final Duration LEAST_MARGIN = Duration.ofMillis(250);
    /** RFC 8628 §3.5: what {@code slow_down} adds, for this and all later polls. */
    static final Duration SLOW_DOWN = Duration.ofSeconds(5);
    /** Backing off goes no further than this, unless the interval itself does. */
    static final Duration LONGEST_BACKOFF = Duration.ofMinutes(1);
    /** An interval beyond this is no interval. */
    static final Duration LONGEST_INTERVAL = Duration.ofHours(1);
    /** So many answers in a row that there is no such endpoint are believed. */
    static final int MISSING_ENOUGH = 3;

    private static final int MOST_DOUBLINGS = 16;
    /** The margin is a fifth of the interval, and one more after each {@code slow_down}, up to the whole of it. */
    private static final int MOST_FIFTHS = 5;

    private static final DisplayText CLOCK =
            DisplayText.of("the server asked for fewer polls again, although the interval"
                    + " was kept: this machine's clock may run fast; the program polls more slowly now");

    static PollSchedule begin(Duration interval, Duration expiresIn, long nowNanos) {
        return new PollSchedule(interval, nowNanos + expiresIn.toNanos(), 0, 0, 0, null);
    }

    /** {@code authorization_pending}: go on as before. */
    PollSchedule pending() {
        return new PollSchedule(interval, deadlineNanos, slowDowns, 0, 0, null);
    }

    /** {@code slow_down}: five seconds more, or the interval that the server names if that is more. */
    PollSchedule slowedDown(@Nullable Duration named) {
        Duration longer = interval.plus(SLOW_DOWN);
        if (named != null && named.compareTo(longer) > 0 && named.compareTo(LONGEST_INTERVAL) <= 0) {
            longer = named;
        }
        return new PollSchedule(longer, deadlineNanos, slowDowns + 1, 0, 0, null);
    }

    /** No word of the server's: fewer requests from now on (RFC 8628 §3.5). */
    PollSchedule failed(TokenAnswer.TryLater answer) {
        return new PollSchedule(
                interval,
                deadlineNanos,
                slowDowns,
                Math.min(failures + 1, MOST_DOUBLINGS),
                answer.endpointMissing() ? missing + 1 : 0,
                answer.why());
    }

    /** Whether it is no blip any more that there is no such endpoint. */
    boolean isEndpointMissing() {
        return missing >= MISSING_ENOUGH;
    }

    /** What a person who waits should know of the last answer, or null. */
    @Nullable
    DisplayText notice() {
        return trouble == null && slowDowns >= 2 ? CLOCK : trouble;
    }

    /**
     * Covers timers that fire early and clocks that run fast, the most reported cause of {@code slow_down}: those of virtual machines
     * gain a tenth, so that a fixed time would do for short intervals only.
     */
    Duration margin() {
        Duration share =
                interval.multipliedBy(Math.min(1 + slowDowns, MOST_FIFTHS)).dividedBy(MOST_FIFTHS);
        return longer(LEAST_MARGIN, share);
    }

    /** Whether the server asked for a wait past the end of the code: then there is nothing left to poll for. */
    boolean isPastTheEnd(long nowNanos, Duration retryAfter) {
        return !retryAfter.isZero() && nowNanos + retryAfter.toNanos() - deadlineNanos > 0;
    }

    WaitingToPoll afterAnswer(long nowNanos) {
        return afterAnswer(nowNanos, Duration.ZERO);
    }

    /**
     * The wait after an answer. If the next poll would fall on or after the deadline it becomes the last one, at the later of
     * the deadline and one interval after the answer: the server decides whether the code still holds.
     */
    WaitingToPoll afterAnswer(long nowNanos, Duration retryAfter) {
        long next = nowNanos + longer(backoff(), retryAfter).plus(margin()).toNanos();
        if (next - deadlineNanos < 0) {
            return new WaitingToPoll(this, next, false);
        }
        long earliest = nowNanos + interval.plus(margin()).toNanos();
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
