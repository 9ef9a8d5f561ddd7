package dev.latchkey.device;

import dev.latchkey.device.DeviceFlow.WaitingToPoll;
import dev.latchkey.model.DisplayText;
import dev.latchkey.oauth.TokenResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When to poll next. Immutable.
 *
 * @param interval the minimum time between a response and the next poll, as currently set by the server
 * @param deadlineNanos when the code expires, on the monotonic clock
 * @param slowDowns how often the server asked for fewer polls
 * @param failures the number of consecutive polls without a response from the server
 * @param missing the number of consecutive responses that indicate a missing endpoint
 * @param trouble the latest problem, or null
 */
record PollSchedule(
        Duration interval,
        long deadlineNanos,
        int slowDowns,
        int failures,
        int missing,
        @Nullable DisplayText trouble) {
    /** The minimum margin, for timers that fire early. */
    static final Duration LEAST_MARGIN = Duration.ofMillis(250);
    /** RFC 8628 §3.5: what {@code slow_down} adds to the interval, permanently. */
    static final Duration SLOW_DOWN = Duration.ofSeconds(5);
    /** The maximum backoff, unless the interval itself is longer. */
    static final Duration LONGEST_BACKOFF = Duration.ofMinutes(1);
    /** Longer intervals are considered invalid. */
    static final Duration LONGEST_INTERVAL = Duration.ofHours(1);
    /** The number of consecutive responses after which an endpoint is considered missing. */
    static final int MISSING_ENOUGH = 3;

    private static final int MOST_DOUBLINGS = 16;
    /** The margin is a fifth of the interval, plus another fifth after each {@code slow_down}, up to the whole interval. */
    private static final int MOST_FIFTHS = 5;

    private static final DisplayText CLOCK =
            DisplayText.of("the server asked for fewer polls again, although the interval"
                    + " was kept: this machine's clock may run fast; the program polls more slowly now");

    static PollSchedule begin(Duration interval, Duration expiresIn, long nowNanos) {
        return new PollSchedule(interval, nowNanos + expiresIn.toNanos(), 0, 0, 0, null);
    }

    /** {@code authorization_pending}: continue unchanged. */
    PollSchedule pending() {
        return new PollSchedule(interval, deadlineNanos, slowDowns, 0, 0, null);
    }

    /** {@code slow_down}: five seconds more, or the interval that the server requests if that is longer. */
    PollSchedule slowedDown(@Nullable Duration named) {
        Duration longer = interval.plus(SLOW_DOWN);
        if (named != null && named.compareTo(longer) > 0 && named.compareTo(LONGEST_INTERVAL) <= 0) {
            longer = named;
        }
        return new PollSchedule(longer, deadlineNanos, slowDowns + 1, 0, 0, null);
    }

    /** No response from the server: fewer requests from now on (RFC 8628 §3.5). */
    PollSchedule failed(TokenResponse.TryLater answer) {
        return new PollSchedule(
                interval,
                deadlineNanos,
                slowDowns,
                Math.min(failures + 1, MOST_DOUBLINGS),
                answer.endpointMissing() ? missing + 1 : 0,
                answer.why());
    }

    /** Whether the endpoint has been missing for too long to be a transient failure. */
    boolean isEndpointMissing() {
        return missing >= MISSING_ENOUGH;
    }

    /** What to show to the waiting person about the last response, or null. */
    @Nullable
    DisplayText notice() {
        return trouble == null && slowDowns >= 2 ? CLOCK : trouble;
    }

    /**
     * Compensates for timers that fire early and clocks that run fast, the most commonly reported cause of {@code slow_down}. Clocks of
     * virtual machines can be a tenth too fast, so a fixed margin would be enough only for short intervals.
     */
    Duration margin() {
        Duration share =
                interval.multipliedBy(Math.min(1 + slowDowns, MOST_FIFTHS)).dividedBy(MOST_FIFTHS);
        return longer(LEAST_MARGIN, share);
    }

    /** Whether the server asked to wait until after the code expires. Then no poll remains. */
    boolean isPastTheEnd(long nowNanos, Duration retryAfter) {
        return !retryAfter.isZero() && nowNanos + retryAfter.toNanos() - deadlineNanos > 0;
    }

    WaitingToPoll afterAnswer(long nowNanos) {
        return afterAnswer(nowNanos, Duration.ZERO);
    }

    /**
     * The wait after a response. If the next poll would be on or after the deadline, it becomes the last one, at the later of the deadline
     * and one interval after the response: the server decides whether the code is still valid.
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
