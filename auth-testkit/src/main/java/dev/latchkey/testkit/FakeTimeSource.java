package dev.latchkey.testkit;

import dev.latchkey.port.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A clock that advances only when a test says so, or when code waits: {@link #pause} returns at once and advances both clocks by the
 * requested duration. The wall clock can also jump independently, as when a person or NTP sets it.
 *
 * <p>The monotonic clock starts below zero and soon crosses it, as {@code System.nanoTime()} may, to expose code that uses zero for "not
 * yet".
 *
 * <p>Safe for use by several threads; each thread's pause advances the same two clocks.
 */
public final class FakeTimeSource implements TimeSource {
    /** The default start of the wall clock. */
    public static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private static final long MONOTONIC_START = Duration.ofSeconds(-30).toNanos();

    private final Object lock = new Object();
    private final List<Duration> pauses = new ArrayList<>();
    private Instant wall;
    private long monotonic = MONOTONIC_START;
    private volatile Consumer<Duration> onPause = duration -> {};

    /** Starts at {@link #START}. */
    public FakeTimeSource() {
        this(START);
    }

    /** Starts at this time. */
    public FakeTimeSource(Instant start) {
        wall = Objects.requireNonNull(start, "start");
    }

    @Override
    public long epochMillis() {
        return now().toEpochMilli();
    }

    /** The time of the wall clock. */
    public Instant now() {
        synchronized (lock) {
            return wall;
        }
    }

    @Override
    public long monotonicNanos() {
        synchronized (lock) {
            return monotonic;
        }
    }

    /**
     * Advances both clocks, records the pause, and runs the hook of {@link #onPause(Consumer)}. Does nothing for zero or less.
     *
     * @throws InterruptedException if the thread is interrupted already, or by the hook
     */
    @Override
    public void pause(Duration duration) throws InterruptedException {
        throwIfInterrupted();
        if (duration.isNegative() || duration.isZero()) {
            return;
        }
        synchronized (lock) {
            pauses.add(duration);
            advance(duration);
        }
        onPause.accept(duration);
        throwIfInterrupted();
    }

    /** Advances both clocks. Refuses a negative duration, because the monotonic clock must not go back. */
    public void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("duration must not be negative; use moveWallClock");
        }
        synchronized (lock) {
            wall = wall.plus(duration);
            monotonic += duration.toNanos();
        }
    }

    /** Moves the wall clock forward, or back if negative, without changing the monotonic clock. */
    public void moveWallClock(Duration by) {
        synchronized (lock) {
            wall = wall.plus(by);
        }
    }

    /** Sets the wall clock without changing the monotonic clock. */
    public void setWallClock(Instant to) {
        synchronized (lock) {
            wall = Objects.requireNonNull(to, "to");
        }
    }

    /** Runs this hook in every pause, on the pausing thread, after the clocks have advanced: to approve a login or to interrupt. */
    public void onPause(Consumer<Duration> hook) {
        onPause = Objects.requireNonNull(hook, "hook");
    }

    /** All pauses so far, in order, without those of zero or less. */
    public List<Duration> pauses() {
        synchronized (lock) {
            return List.copyOf(pauses);
        }
    }

    private static void throwIfInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted during a pause");
        }
    }
}
