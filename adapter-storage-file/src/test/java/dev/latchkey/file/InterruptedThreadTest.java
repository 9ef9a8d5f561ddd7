package dev.latchkey.file;

import static dev.latchkey.testkit.InMemorySessionLock.held;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionLock.Hold;
import dev.latchkey.port.SessionStore.PreparedSave;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An interrupted thread gets a correct result, and what was saved stays saved. */
class InterruptedThreadTest {
    private static final SessionId ALICE = new SessionId("example", "alice");
    private static final SessionId LONG = new SessionId("example", "x".repeat(255));

    @TempDir(factory = FolderInMemory.class)
    Path sessions;

    @AfterEach
    void clearTheFlag() {
        Thread.interrupted();
    }

    @Test
    void everyStepOfASessionsLifeWorksAndTheFlagIsKept() {
        FileSessionStore store = new FileSessionStore(FileLayout.standard(sessions));
        List<Hold> holds = List.of(held(ALICE), held(LONG));
        Thread.currentThread().interrupt();

        for (Hold hold : holds) {
            SessionId id = Objects.requireNonNull(hold.id().session());
            try (PreparedSave save = store.prepare(id, hold)) {
                save.commit(Secret.of("a document"));
            }
            assertEquals(Optional.of(Secret.of("a document")), store.load(id));
            assertEquals(List.of(id), store.list());
            assertTrue(store.setAside(id, hold).isPresent());
            store.prepare(id, hold).close();
            assertFalse(store.interrupted(id).isPresent());
            store.delete(id, hold);
        }
        CurrentAccounts current = new CurrentAccounts(sessions);
        assertEquals(Optional.empty(), current.get("example"));

        assertTrue(Thread.currentThread().isInterrupted());
    }

    @Test
    void aReaderThatIsInterruptedAgainAndAgainReadsOn() throws Exception {
        FileSessionStore store = new FileSessionStore(FileLayout.standard(sessions));
        String text = "x".repeat(64 << 10);
        try (PreparedSave save = store.prepare(ALICE, held(ALICE))) {
            save.commit(Secret.of(text));
        }
        FutureTask<Integer> reading = new FutureTask<>(() -> {
            int whole = 0;
            for (int i = 0; i < 50; i++) {
                whole += store.load(ALICE).orElseThrow().reveal().equals(text) ? 1 : 0;
            }
            return whole;
        });
        Thread reader = new Thread(reading);
        reader.start();
        while (!reading.isDone()) {
            reader.interrupt();
        }
        assertEquals(50, reading.get());
    }

    @Test
    void whatAnInterruptBrokeIsDoneAgainFromTheBeginning() throws Exception {
        AtomicInteger attempts = new AtomicInteger();

        int answer = FileIo.call(() -> {
            if (attempts.incrementAndGet() < 3) {
                Thread.currentThread().interrupt();
                throw new ClosedByInterruptException();
            }
            assertFalse(Thread.currentThread().isInterrupted());
            return 42;
        });

        assertEquals(42, answer);
        assertEquals(3, attempts.get());
        assertTrue(Thread.currentThread().isInterrupted());
    }
}
