package dev.latchkey.device;

import dev.latchkey.model.DisplayText;
import java.time.Duration;
import java.util.Optional;

/** Nothing to do until it is time to poll. The only move is {@link #poll}. */
public final class WaitingToPoll implements DeviceFlow {
    private final PollSchedule schedule;
    private final long pollAtNanos;
    private final boolean last;

    WaitingToPoll(PollSchedule schedule, long pollAtNanos, boolean last) {
        this.schedule = schedule;
        this.pollAtNanos = pollAtNanos;
        this.last = last;
    }

    /** When to poll, on the monotonic clock. */
    public long pollAtNanos() {
        return pollAtNanos;
    }

    /** How long to wait until then; zero if it is time. */
    public Duration untilPoll(long nowNanos) {
        return Duration.ofNanos(Math.max(0, pollAtNanos - nowNanos));
    }

    /** How long the code stays valid; not negative. */
    public Duration untilExpiry(long nowNanos) {
        return Duration.ofNanos(Math.max(0, schedule.deadlineNanos() - nowNanos));
    }

    /** Whether the next poll is the last one. */
    public boolean isLast() {
        return last;
    }

    /** The interval now in force. */
    public Duration interval() {
        return schedule.interval();
    }

    /** What a person who waits should know of the last answer: it brought no word of the server's, or the clock runs fast. */
    public Optional<DisplayText> notice() {
        return Optional.ofNullable(schedule.notice());
    }

    /**
     * Now a poll is sent. One that is sent at or after the deadline, after a machine slept for instance, is the last one.
     *
     * @throws IllegalStateException if it is too early: the server would answer {@code slow_down}
     */
    public Polling poll(long nowNanos) {
        if (pollAtNanos - nowNanos > 0) {
            throw new IllegalStateException("it is " + untilPoll(nowNanos) + " too early to poll");
        }
        return new Polling(schedule, last || nowNanos - schedule.deadlineNanos() >= 0);
    }
}
