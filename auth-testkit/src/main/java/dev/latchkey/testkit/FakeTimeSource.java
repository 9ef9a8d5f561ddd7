package dev.latchkey.testkit;

import dev.latchkey.port.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Time that passes only when a test says so, or when somebody waits: {@link #pause} returns at once and moves both clocks
 * by what was to be waited. The wall clock can jump by itself, as when a person or NTP sets it.
 *
 * <p>The monotonic clock starts below zero and soon crosses it, as {@code System.nanoTime()} may, so that code which takes
 * zero for "not yet" is found out.
 *
 * <p>Safe for use by several threads; each thread's pause moves the same two clocks.
 */
public final class FakeTimeSource implements TimeSource {
    /** Where the wall clock starts unless told otherwise. */
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

    /** Starts at that date. */
    public FakeTimeSource(Instant start) {
        wall = Objects.requireNonNull(start, "start");
    }

    @Override
    public long epochMillis() {
        return now().toEpochMilli();
    }

    /** What the wall clock shows. */
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
     * Moves both clocks, records the pause, and runs the hook of {@link #onPause(Consumer)}. Zero and less do nothing.
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

    /** Lets time pass on both clocks; what is negative would turn the monotonic one back and is refused. */
    public void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("duration must not be negative; use moveWallClock");
        }
        synchronized (lock) {
            wall = wall.plus(duration);
            monotonic += duration.toNanos();
        }
    }

    /** Sets the wall clock forward, or back if negative; the monotonic one does not notice. */
    public void moveWallClock(Duration by) {
        synchronized (lock) {
            wall = wall.plus(by);
        }
    }

    /** Sets the wall clock; the monotonic one does not notice. */
    public void setWallClock(Instant to) {
        synchronized (lock) {
            wall = Objects.requireNonNull(to, "to");
        }
    }

    /** Runs this within every pause, on the pausing thread, after the clocks have moved: to approve a login, or interrupt. */
    public void onPause(Consumer<Duration> hook) {
        onPause = Objects.requireNonNull(hook, "hook");
    }

    /** All pauses so far, in order; those of zero or less are left out. */
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
