package dev.latchkey.keyring.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.keyring.KeyringBackend;
import dev.latchkey.keyring.KeyringKind;
import dev.latchkey.keyring.KeyringState;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Each call to a keyring has a time limit and a thread of its own. */
class TimeLimitTest {
    private static final Duration PLENTY = Duration.ofSeconds(60);

    @Test
    void theAnswerComesFromADaemonThread() throws Exception {
        Thread[] worker = {Thread.currentThread()};

        assertTrue(keyring(PLENTY, () -> worker[0] = Thread.currentThread())
                .probe()
                .isReady());

        assertTrue(worker[0].isDaemon());
        assertNotSame(Thread.currentThread(), worker[0]);
    }

    @Test
    void whatIsThrownIsTheCauseEvenIfItIsAnError() throws Exception {
        Error thrown = new LinkageError("no such library");
        GuardedKeyring keyring = keyring(PLENTY, () -> {
            throw thrown;
        });

        StorageException e = assertThrows(StorageException.class, () -> keyring.requireReady("read"));

        assertSame(thrown, Objects.requireNonNull(e.getCause()).getCause());
    }

    @Test
    void aCallThatIsGivenUpIsInterrupted() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        GuardedKeyring keyring = keyring(Duration.ofMillis(50), () -> {
            try {
                new CountDownLatch(1).await();
                return false;
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
        });

        assertEquals(KeyringState.TIMED_OUT, keyring.probe().state());

        assertTrue(interrupted.await(60, TimeUnit.SECONDS));
    }

    @Test
    void callsThatNeverEndDoNotGatherThreadsWithoutEnd() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        GuardedKeyring keyring = keyring(Duration.ofMillis(20), () -> deafTo(end));
        for (int i = 0; i < 8; i++) {
            assertEquals(KeyringState.TIMED_OUT, keyring.probe().state());
        }

        assertEquals(
                Reason.BUSY,
                assertThrows(StorageException.class, () -> keyring.requireReady("read"))
                        .reason());

        end.countDown();
        while (keyring.probe().state() == KeyringState.BUSY) {
            Thread.onSpinWait();
        }
        assertTrue(keyring.probe().isReady());
    }

    private static GuardedKeyring keyring(Duration limit, Callable<?> look) throws Exception {
        KeyringBackend backend = mock();
        when(backend.kind()).thenReturn(KeyringKind.SECRET_SERVICE);
        doAnswer(asked -> look.call()).when(backend).requireReady();
        return new GuardedKeyring(backend, limit);
    }

    /** A call that ignores interrupts. */
    private static boolean deafTo(CountDownLatch end) {
        while (true) {
            try {
                end.await();
                return true;
            } catch (InterruptedException e) {
                // It continues to wait.
            }
        }
    }
}
