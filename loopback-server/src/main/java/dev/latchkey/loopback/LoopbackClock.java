package dev.latchkey.loopback;

import dev.latchkey.port.TimeSource;
import java.time.Instant;

/**
 * The server's own wall clock. It starts at the given time and then follows only the monotonic clock, so a test that shares a fake time
 * source between client and server can set the client's wall clock wrong without affecting the server.
 */
final class LoopbackClock {
    private final TimeSource time;
    private final Instant startWall;
    private final long startNanos;

    LoopbackClock(TimeSource time) {
        this.time = time;
        this.startWall = Instant.ofEpochMilli(time.epochMillis());
        this.startNanos = time.monotonicNanos();
    }

    Instant now() {
        return startWall.plusNanos(time.monotonicNanos() - startNanos);
    }
}
