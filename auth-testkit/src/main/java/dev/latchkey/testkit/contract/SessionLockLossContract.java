package dev.latchkey.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.latchkey.error.LockTimeoutException;
import dev.latchkey.error.StorageException;
import dev.latchkey.model.LockId;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionLock.Hold;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of a lock when it is lost, and between processes. */
abstract class SessionLockLossContract {
    static final Duration PLENTY = Duration.ofSeconds(60);
    static final SessionId ALICE = new SessionId("example", "alice");
    static final LockId ID = LockId.session(ALICE);

    SessionLock lock;
    SessionLock other;

    /** Opens the lock at this test's location. The locks of two calls exclude each other. */
    protected abstract SessionLock open();

    /** Deletes what represents the session's lock, as a cleanup tool might, so that its holder loses it. */
    protected abstract void lose(SessionId id) throws Exception;

    /**
     * The command of another process that locks the session {@code example/alice}, prints the line {@code held} and then holds the lock
     * until it is killed. Empty if locks work only within one process.
     */
    protected List<String> holdingCommand() throws Exception {
        return List.of();
    }

    @BeforeEach
    final void openTwice() {
        lock = open();
        other = open();
    }

    final void assertFree(LockId id) {
        Hold hold = other.acquire(id, Duration.ZERO);
        assertThrows(LockTimeoutException.class, () -> lock.acquire(id, Duration.ZERO));
        hold.close();
    }

    @Test
    void aLostLockIsReportedAndItsSuccessorHasItsOwn() throws Exception {
        Hold lost = lock.acquire(ID, PLENTY);
        lose(ALICE);
        try (Hold successor = other.acquire(ID, PLENTY)) {
            StorageException e = assertThrows(StorageException.class, lost::check);
            assertEquals(StorageException.Reason.LOCK_LOST, e.reason());
            lost.close();
            successor.check();
            assertThrows(LockTimeoutException.class, () -> lock.acquire(ID, Duration.ZERO));
        }
        assertFree(ID);
    }

    @Test
    void aLockHeldByAnotherProcessIsAvailableOnceThatProcessIsKilled() throws Exception {
        List<String> command = holdingCommand();
        assumeFalse(command.isEmpty(), "locks are for one process");
        Process holder = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8))) {
            assertEquals("held", output.readLine());
            assertThrows(LockTimeoutException.class, () -> lock.acquire(ID, Duration.ZERO));
            FutureTask<Boolean> waiting = new FutureTask<>(() -> {
                lock.acquire(ID, PLENTY).close();
                return true;
            });
            Thread waiter = new Thread(waiting, "session-lock-contract");
            waiter.start();
            while (waiter.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            assertFalse(waiting.isDone());

            holder.destroyForcibly();

            assertTrue(waiting.get(PLENTY.toSeconds(), TimeUnit.SECONDS));
            assertFree(ID);
        } finally {
            holder.destroyForcibly();
        }
    }
}
