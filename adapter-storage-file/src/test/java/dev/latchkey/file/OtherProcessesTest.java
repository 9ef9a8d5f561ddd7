package dev.latchkey.file;

import static dev.latchkey.file.Scenarios.ALICE;
import static dev.latchkey.file.Scenarios.LOCK;
import static dev.latchkey.file.Scenarios.ROUNDS;
import static dev.latchkey.testkit.InMemorySessionLock.held;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

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
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, including some that are killed. */
class OtherProcessesTest {
    private static final List<String> NO_PREFIX = List.of();

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
