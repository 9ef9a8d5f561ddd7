package dev.latchkey.keyring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class TimeLimitTest {
    private static final Duration PLENTY = Duration.ofSeconds(60);
    private final TimeLimit limit = new TimeLimit(PLENTY);

    @Test
    void theAnswerComesFromADaemonThread() throws Exception {
        Thread worker = limit.run(Thread::currentThread);

        assertTrue(worker.isDaemon());
        assertNotSame(Thread.currentThread(), worker);
    }

    @Test
    void whatIsThrownComesOutEvenIfItIsAnError() {
        Error thrown = new LinkageError("no such library");

        ExecutionException e = assertThrows(
                ExecutionException.class,
                () -> limit.run(() -> {
                    throw thrown;
                }));

        assertEquals(thrown, e.getCause());
    }

    @Test
    void aCallThatIsGivenUpIsInterrupted() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);

        assertThrows(
                TimeoutException.class,
                () -> new TimeLimit(Duration.ofMillis(50)).run(() -> {
                    try {
                        new CountDownLatch(1).await();
                        return false;
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                        throw e;
                    }
                }));

        assertTrue(interrupted.await(60, TimeUnit.SECONDS));
    }

    @Test
    void callsThatNeverEndDoNotGatherThreadsWithoutEnd() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        TimeLimit brief = new TimeLimit(Duration.ofMillis(20));
        for (int i = 0; i < 8; i++) {
            assertThrows(TimeoutException.class, () -> brief.run(() -> deafTo(end)));
        }

        assertThrows(TimeLimit.TooManyCallsException.class, () -> brief.run(() -> true));

        end.countDown();
        assertTrue(runOnceFree(brief));
    }

    /** A call that no interrupt ends. */
    private static boolean deafTo(CountDownLatch end) {
        while (true) {
            try {
                end.await();
                return true;
            } catch (InterruptedException e) {
                continue;
            }
        }
    }

    private static boolean runOnceFree(TimeLimit limit) throws Exception {
        while (true) {
            try {
                return limit.run(() -> true);
            } catch (TimeLimit.TooManyCallsException e) {
                continue;
            }
        }
    }
}
