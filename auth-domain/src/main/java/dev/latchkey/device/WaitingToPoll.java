package dev.latchkey.device;

import dev.latchkey.model.DisplayText;
import java.time.Duration;
import java.util.Optional;

/** The next poll is not due yet. The only transition is {@link #poll}. */
public final class WaitingToPoll implements DeviceFlow {
    private final PollSchedule schedule;
    private final long pollAtNanos;
    private final boolean last;

    WaitingToPoll(PollSchedule schedule, long pollAtNanos, boolean last) {
        this.schedule = schedule;
        this.pollAtNanos = pollAtNanos;
        this.last = last;
    }

    /** When the next poll is due, on the monotonic clock. */
    public long pollAtNanos() {
        return pollAtNanos;
    }

    /** The time until the next poll; zero if it is due. */
    public Duration untilPoll(long nowNanos) {
        return Duration.ofNanos(Math.max(0, pollAtNanos - nowNanos));
    }

    /** How long the code is still valid; not negative. */
    public Duration untilExpiry(long nowNanos) {
        return Duration.ofNanos(Math.max(0, schedule.deadlineNanos() - nowNanos));
    }

    /** Whether the next poll is the last one. */
    public boolean isLast() {
        return last;
    }

    /** The current interval. */
    public Duration interval() {
        return schedule.interval();
    }

    /** What to show to the waiting person about the last response: there was none from the server, or the clock runs fast. */
    public Optional<DisplayText> notice() {
        return Optional.ofNullable(schedule.notice());
    }

    /**
     * A poll is sent now. One at or after the deadline, for example after the machine was suspended, is the last one.
     *
     * @throws IllegalStateException if the poll is not due; the server would respond with {@code slow_down}
     */
    public Polling poll(long nowNanos) {
        if (pollAtNanos - nowNanos > 0) {
            throw new IllegalStateException("it is " + untilPoll(nowNanos) + " too early to poll");
        }
        return new Polling(schedule, last || nowNanos - schedule.deadlineNanos() >= 0);
    }
}
