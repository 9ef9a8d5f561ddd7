package dev.latchkey.file;

import static dev.latchkey.file.Scenarios.ALICE;
import static dev.latchkey.file.Scenarios.LOCK;
import static dev.latchkey.file.Scenarios.ROUNDS;
import static dev.latchkey.testkit.InMemorySessionLock.held;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.LockTimeoutException;
import dev.latchkey.model.Secret;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionStore.PreparedSave;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, and their sudden end. */
class OtherProcessesTest {
    private static final List<String> NO_PREFIX = List.of();
    private static final Duration PLENTY = Duration.ofSeconds(60);

    @TempDir(factory = FolderInMemory.class)
    Path home;

    private FileSessionStore store;
    private SessionLock lock;

    @BeforeEach
    void openTheSamePlace() {
        FileLayout layout = FileLayout.of(Shared.folders(home, home.resolve("bitfount")));
        store = new FileSessionStore(layout);
        lock = new FileSessionLock(layout, home.resolve("locks"));
    }

    @Test
    void noStepIsLostBetweenProcesses() throws Exception {
        try (ChildJvm first = ChildJvm.start(NO_PREFIX, "count", home);
                ChildJvm second = ChildJvm.start(NO_PREFIX, "count", home)) {
            new Scenarios(home).count();
            first.assertDone();
            second.assertDone();
        }
        assertEquals(Optional.of(Secret.of(String.valueOf(3 * ROUNDS))), store.load(ALICE));
    }

    @Test
    void whatAnotherProcessHoldsIsNotHadUntilThatProcessDies() throws Exception {
        try (ChildJvm holder = ChildJvm.start(NO_PREFIX, "hold", home)) {
            assertEquals("held", holder.line());
            assertThrows(LockTimeoutException.class, () -> lock.acquire(LOCK, Duration.ZERO));
            assertThrows(LockTimeoutException.class, () -> lock.acquire(LOCK, Duration.ofMillis(60)));

            holder.kill();

            lock.acquire(LOCK, Duration.ZERO).close();
        }
    }

    @Test
    void whoWaitsForAnotherProcessGetsTheLockWhenThatProcessDies() throws Exception {
        try (ChildJvm holder = ChildJvm.start(NO_PREFIX, "hold", home)) {
            assertEquals("held", holder.line());
            FutureTask<Boolean> waiting = new FutureTask<>(() -> {
                lock.acquire(LOCK, PLENTY).close();
                return true;
            });
            Thread waiter = new Thread(waiting);
            waiter.start();
            while (waiter.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            assertFalse(waiting.isDone());

            holder.kill();

            assertTrue(waiting.get(PLENTY.toSeconds(), TimeUnit.SECONDS));
        }
    }

    @Test
    void aProcessThatIsKilledInTheMidstOfSavingLeavesAWholeDocumentAndAFreeLock() throws Exception {
        for (int round = 0; round < 5; round++) {
            try (ChildJvm saver = ChildJvm.start(NO_PREFIX, "saveForEver", home)) {
                for (int line = 0; line < 3 + 11 * round; line++) {
                    assertEquals("saved", saver.line());
                }
                saver.kill();
            }
            try (SessionLock.Hold hold = lock.acquire(LOCK, Duration.ZERO)) {
                assertWhole(store.load(ALICE).orElseThrow().reveal());
                try (PreparedSave save = store.prepare(ALICE, held(ALICE))) {
                    save.commit(Secret.of("after the crash"));
                }
                assertFalse(store.interrupted(ALICE).isPresent());
            }
            assertEquals(List.of("session.json", "session.lock"), names());
        }
    }

    private static void assertWhole(String document) {
        char letter = document.charAt(0);
        assertEquals(String.valueOf(letter).repeat(50_000 + 1_000 * (letter - 'a')), document);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> entries = Files.list(home.resolve("sessions/example/alice"))) {
            return List.copyOf(new TreeSet<>(
                    entries.map(entry -> entry.getFileName().toString()).toList()));
        }
    }
}
