package dev.latchkey.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.port.TimeSource;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of {@link TimeSource}, for those that really wait. */
public abstract class TimeSourceContract {
    private static final Duration FOR_EVER = Duration.ofSeconds(Long.MAX_VALUE);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** The time source to test. */
    protected abstract TimeSource timeSource();

    @Test
    void theWallClockIsTheSystems() {
        long before = System.currentTimeMillis();
        long told = timeSource().epochMillis();
        long after = System.currentTimeMillis();

        // A clock that is being adjusted may step back a little.
        assertTrue(told >= before - 1_000 && told <= after + 1_000, () -> before + " " + told + " " + after);
    }

    @Test
    void theMonotonicClockNeverGoesBack() {
        TimeSource time = timeSource();
        long last = time.monotonicNanos();
        for (int i = 0; i < 10_000; i++) {
            long next = time.monotonicNanos();
            assertTrue(next - last >= 0);
            last = next;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 999_999, 1_000_001, 20_300_000})
    void aPauseLastsAtLeastAsLongAsAsked(long nanos) throws InterruptedException {
        TimeSource time = timeSource();
        long start = time.monotonicNanos();

        time.pause(Duration.ofNanos(nanos));

        long waited = time.monotonicNanos() - start;
        assertTrue(waited >= nanos, () -> waited + " ns instead of " + nanos);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-0.000000001S", "PT-5S", "PT-2562047788015215H"})
    void aPauseOfZeroOrLessReturnsAtOnce(String duration) {
        assertTimeoutPreemptively(LIMIT, () -> timeSource().pause(Duration.parse(duration)));
    }

    @Test
    void aThreadThatIsAlreadyInterruptedDoesNotWait() {
        assertTimeoutPreemptively(LIMIT, () -> {
            Thread.currentThread().interrupt();
            assertThrows(InterruptedException.class, () -> timeSource().pause(FOR_EVER));
            assertFalse(Thread.currentThread().isInterrupted(), "the flag is taken by the exception");
        });
    }

    @Test
    void anInterruptEndsEvenALongPause() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        FutureTask<Class<?>> waiting = new FutureTask<>(() -> {
            begun.countDown();
            return assertThrows(InterruptedException.class, () -> timeSource().pause(FOR_EVER))
                    .getClass();
        });
        Thread waiter = new Thread(waiting, "time-source-contract");
        waiter.setDaemon(true);
        waiter.start();
        assertTrue(begun.await(LIMIT.toSeconds(), TimeUnit.SECONDS));

        waiter.interrupt();

        assertEquals(InterruptedException.class, waiting.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
    }
}
