package dev.latchkey.loopback;

import dev.latchkey.port.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Clocks that advance only when the test moves them. */
final class HandTime implements TimeSource {
    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final AtomicLong wallMillis = new AtomicLong(START.toEpochMilli());
    private final AtomicLong nanos = new AtomicLong();

    /** Advances both clocks. */
    void advance(Duration duration) {
        nanos.addAndGet(duration.toNanos());
        wallMillis.addAndGet(duration.toMillis());
    }

    /** Moves only the wall clock. */
    void moveWallClock(Duration duration) {
        wallMillis.addAndGet(duration.toMillis());
    }

    @Override
    public long epochMillis() {
        return wallMillis.get();
    }

    @Override
    public long monotonicNanos() {
        return nanos.get();
    }

    @Override
    public void pause(Duration duration) {
        throw new AssertionError("the server waits for nothing");
    }
}
