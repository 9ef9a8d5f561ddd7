package dev.latchkey.clock;

import dev.latchkey.port.TimeSource;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The system's clocks. Whether the monotonic one goes on while the machine is suspended is up to the operating system; it
 * never goes back.
 *
 * <p>Without state, so one instance serves any number of threads.
 */
public final class SystemTimeSource implements TimeSource {
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
        long start = System.nanoTime();
        long whole = nanos(duration);
        long left = whole;
        // A sleep may end early: it counts on another clock, and timers are rounded.
        while (left > 0) {
            TimeUnit.NANOSECONDS.sleep(left);
            left = whole - (System.nanoTime() - start);
        }
    }

    /** {@link Duration#toNanos()} fails past 292 years; that long is as good as for ever. */
    private static long nanos(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException e) {
            return duration.isNegative() ? 0 : Long.MAX_VALUE;
        }
    }
}
