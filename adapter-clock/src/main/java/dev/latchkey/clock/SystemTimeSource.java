package dev.latchkey.clock;

import dev.latchkey.port.TimeSource;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The system's clocks. Whether the monotonic clock advances while the machine is suspended depends on the operating system; it never goes
 * backwards.
 *
 * <p>Stateless, so one instance can be used by any number of threads.
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
        // A sleep may end early: it uses a different clock, and timers are rounded.
        while (left > 0) {
            TimeUnit.NANOSECONDS.sleep(left);
            left = whole - (System.nanoTime() - start);
        }
    }

    /** {@link Duration#toNanos()} overflows beyond 292 years, which is as good as forever. */
    private static long nanos(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException e) {
            return duration.isNegative() ? 0 : Long.MAX_VALUE;
        }
    }
}
