package dev.latchkey.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.CancelledException;
import dev.latchkey.error.LockTimeoutException;
import dev.latchkey.error.StorageException;
import dev.latchkey.model.LockId;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionLock.Hold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of {@link SessionLock} for the threads of one process. */
public abstract class SessionLockContract extends SessionLockLossContract {
    private static final SessionId BOB = new SessionId("example", "bob");

    @Test
    void aHoldIsValidUntilItIsClosed() {
        Hold hold = lock.acquire(ID, PLENTY);
        hold.check();
        hold.close();
        StorageException e = assertThrows(StorageException.class, hold::check);
        assertEquals(StorageException.Reason.LOCK_LOST, e.reason());
    }

    @Test
    void aHoldCanBeCheckedRepeatedlyByAnyThread() throws Exception {
        try (Hold hold = lock.acquire(ID, PLENTY)) {
            for (int i = 0; i < 3; i++) {
                assertTrue(result(start(() -> {
                    hold.check();
                    return true;
                })));
            }
            assertThrows(LockTimeoutException.class, () -> other.acquire(ID, Duration.ZERO));
            hold.check();
        }
    }

    @Test
    void aClosedHoldIsNotMistakenForTheNextOne() {
        Hold first = lock.acquire(ID, PLENTY);
        first.close();
        try (Hold second = other.acquire(ID, Duration.ZERO)) {
            assertThrows(StorageException.class, first::check);
            second.check();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyNameHasALockOfItsOwn(boolean login) {
        List<Hold> holds = new ArrayList<>();
        for (SessionId session : SessionNames.hard("example")) {
            LockId id = login ? LockId.login(session) : LockId.session(session);
            Hold hold = lock.acquire(id, Duration.ZERO);
            holds.add(hold);
            assertEquals(id, hold.id());
            assertThrows(LockTimeoutException.class, () -> other.acquire(id, Duration.ZERO), id::toString);
        }
        holds.forEach(Hold::check);
        holds.forEach(Hold::close);
    }

    @Test
    void onlyOneThreadHoldsItAtATime() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        int[] count = {0};
        List<FutureTask<Boolean>> workers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            SessionLock mine = i % 2 == 0 ? lock : other;
            workers.add(start(() -> {
                for (int round = 0; round < 50; round++) {
                    try (Hold hold = mine.acquire(ID, PLENTY)) {
                        assertEquals(1, inside.incrementAndGet());
                        count[0]++;
                        inside.decrementAndGet();
                    }
                }
                return true;
            }));
        }
        for (FutureTask<Boolean> worker : workers) {
            assertTrue(result(worker));
        }
        assertEquals(400, count[0]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT0.05S"})
    void aTimeoutIsReported(String text) {
        Duration limit = Duration.parse(text);
        try (Hold hold = lock.acquire(ID, PLENTY)) {
            long start = System.nanoTime();
            assertThrows(LockTimeoutException.class, () -> other.acquire(ID, limit));
            assertTrue(System.nanoTime() - start >= limit.toNanos());
        }
    }

    @Test
    void zeroAndForeverAreValidLimits() {
        lock.acquire(ID, Duration.ZERO).close();
        lock.acquire(ID, Duration.ofSeconds(Long.MAX_VALUE)).close();
        assertFree(ID);
    }

    @ParameterizedTest
    @EnumSource(LockId.Kind.class)
    void anyKindMayBeLockedFirst(LockId.Kind kind) {
        LockId id = new LockId(kind, kind == LockId.Kind.KEYRING_KEY ? null : ALICE);

        lock.acquire(id, Duration.ZERO).close();

        assertFree(id);
    }

    @Test
    void itIsNotReentrant() {
        try (Hold hold = lock.acquire(ID, PLENTY)) {
            assertThrows(LockTimeoutException.class, () -> lock.acquire(ID, Duration.ZERO));
        }
        assertFree(ID);
    }

    @Test
    void locksOfOtherSessionsAndOtherKindsAreIndependent() {
        List<LockId> ids = List.of(
                ID,
                LockId.session(BOB),
                LockId.session(new SessionId("another", "alice")),
                LockId.session(new SessionId("example", "Alice")),
                LockId.login(ALICE),
                LockId.login(BOB),
                LockId.keyringKey());
        List<Hold> holds = new ArrayList<>();
        ids.forEach(id -> holds.add(lock.acquire(id, Duration.ZERO)));

        ids.forEach(id -> assertThrows(LockTimeoutException.class, () -> other.acquire(id, Duration.ZERO)));
        holds.forEach(Hold::close);
        ids.forEach(this::assertFree);
    }

    @Test
    void aWaitingThreadGetsItWhenItIsReleased() throws Exception {
        Hold hold = lock.acquire(ID, PLENTY);
        FutureTask<Boolean> waiting = start(() -> {
            other.acquire(ID, PLENTY).close();
            return true;
        });

        hold.close();

        assertTrue(result(waiting));
        assertFree(ID);
    }

    @Test
    void aThreadThatTimedOutDoesNotBlockOthers() {
        try (Hold hold = lock.acquire(ID, PLENTY)) {
            for (int i = 0; i < 20; i++) {
                assertThrows(LockTimeoutException.class, () -> other.acquire(ID, Duration.ofMillis(1)));
            }
        }
        assertFree(ID);
    }

    @Test
    void closingTwiceReleasesOnce() {
        Hold first = lock.acquire(ID, PLENTY);
        first.close();
        try (Hold second = other.acquire(ID, Duration.ZERO)) {
            first.close();
            assertThrows(LockTimeoutException.class, () -> lock.acquire(ID, Duration.ZERO));
        }
    }

    @Test
    void anyThreadMayCloseIt() throws Exception {
        Hold hold = lock.acquire(ID, PLENTY);
        assertTrue(result(start(() -> {
            hold.close();
            return true;
        })));
        assertFree(ID);
    }

    @Test
    void anInterruptEndsTheWaitAndIsPreserved() throws Exception {
        try (Hold hold = lock.acquire(ID, PLENTY)) {
            FutureTask<Boolean> waiting = new FutureTask<>(() -> {
                assertThrows(CancelledException.class, () -> other.acquire(ID, PLENTY));
                return Thread.currentThread().isInterrupted();
            });
            Thread thread = thread(waiting);
            thread.start();
            while (thread.getState() == Thread.State.NEW || thread.getState() == Thread.State.RUNNABLE) {
                Thread.onSpinWait();
            }
            thread.interrupt();

            assertTrue(result(waiting));
            assertThrows(LockTimeoutException.class, () -> lock.acquire(ID, Duration.ZERO));
        }
        assertFree(ID);
    }

    @Test
    void anInterruptedThreadDoesNotReleaseAnothersHold() throws Exception {
        try (Hold hold = lock.acquire(ID, PLENTY)) {
            assertTrue(result(start(() -> {
                Thread.currentThread().interrupt();
                assertThrows(CancelledException.class, () -> other.acquire(ID, PLENTY));
                return Thread.interrupted();
            })));
            assertThrows(LockTimeoutException.class, () -> other.acquire(ID, Duration.ZERO));
        }
    }

    @Test
    void aThreadThatIsInterruptedWhileHoldingTheLockReleasesItNormally() throws Exception {
        assertTrue(result(start(() -> {
            try (Hold hold = lock.acquire(ID, PLENTY)) {
                Thread.currentThread().interrupt();
            }
            return Thread.interrupted();
        })));
        assertFree(ID);
    }

    private static FutureTask<Boolean> start(Callable<Boolean> work) {
        FutureTask<Boolean> task = new FutureTask<>(work);
        thread(task).start();
        return task;
    }

    private static Thread thread(FutureTask<Boolean> task) {
        Thread thread = new Thread(task, "session-lock-contract");
        thread.setDaemon(true);
        return thread;
    }

    private static boolean result(FutureTask<Boolean> task) throws Exception {
        return task.get(PLENTY.toSeconds(), TimeUnit.SECONDS);
    }
}
