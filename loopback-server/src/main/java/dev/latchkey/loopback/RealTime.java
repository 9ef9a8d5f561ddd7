package dev.latchkey.loopback;

import dev.latchkey.port.TimeSource;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The system's clocks, so that the server does not need an adapter. */
final class RealTime implements TimeSource {
    @Override
    public long epochMillis() {
        return System.currentTimeMillis();
    }

    @Override
    public long monotonicNanos() {
        return System.nanoTime();
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(duration.toNanos());
    }
}
