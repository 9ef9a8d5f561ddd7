package dev.latchkey.testkit;

import static dev.latchkey.testkit.InMemorySessionLock.held;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.model.LockId;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionStore;
import dev.latchkey.port.SessionStore.PreparedSave;
import dev.latchkey.testkit.contract.SessionStoreContract;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InMemorySessionStoreTest extends SessionStoreContract {
    private static final SessionId ALICE = new SessionId("example", "alice");

    private final InMemorySessionStore store = new InMemorySessionStore();
    private final InMemorySessionLock lock = new InMemorySessionLock();

    @Override
    protected SessionStore open() {
        return store;
    }

    @Override
    protected SessionLock lock() {
        return lock;
    }

    @Override
    protected void loseLock(SessionId id) {
        lock.lose(LockId.session(id));
    }

    @Test
    void preparesFailAsOftenAsRequested() {
        store.failNextPrepares(2);

        assertThrows(StorageException.class, () -> store.prepare(ALICE, held(ALICE)));
        StorageException second = assertThrows(StorageException.class, () -> store.prepare(ALICE, held(ALICE)));
        assertEquals(Reason.NOT_WRITABLE, second.reason());
        assertFalse(store.interrupted(ALICE).isPresent());
        store.prepare(ALICE, held(ALICE)).close();
    }

    @Test
    void aFailedCommitCanBeRetriedOnTheSameSave() {
        store.put(ALICE, "old");
        store.failNextCommits(1);
        try (PreparedSave save = store.prepare(ALICE, held(ALICE))) {
            assertThrows(StorageException.class, () -> save.commit(Secret.of("new")));
            assertEquals(Optional.of("old"), store.document(ALICE));
            save.commit(Secret.of("new"));
        }
        assertEquals(Optional.of("new"), store.document(ALICE));
    }

    @Test
    void loadsFailUntilTheyAreEnabledAgain() {
        store.put(ALICE, "there");
        StorageException failure = new StorageException(Reason.CORRUPT, "memory", "torn", null);
        store.failLoads(failure);

        assertSame(failure, assertThrows(StorageException.class, () -> store.load(ALICE)));
        assertSame(failure, assertThrows(StorageException.class, () -> store.load(ALICE)));
        store.loadAgain();
        assertTrue(store.load(ALICE).isPresent());
    }

    @Test
    void operationsAreRecorded() {
        store.failNextCommits(1);
        try (PreparedSave save = store.prepare(ALICE, held(ALICE))) {
            assertThrows(StorageException.class, () -> save.commit(Secret.of("new")));
        }
        store.load(ALICE);
        store.delete(ALICE, held(ALICE));
        store.setAside(ALICE, held(ALICE));

        assertEquals(
                List.of(
                        "prepare example/alice",
                        "commit example/alice failed",
                        "discard example/alice",
                        "load example/alice",
                        "delete example/alice",
                        "setAside example/alice"),
                store.operations());
        store.clearOperations();
        assertEquals(List.of(), store.operations());
    }

    @Test
    void canSimulateACrashOrAnotherProgram() {
        store.put(ALICE, "foreign");
        store.leaveInterrupted(ALICE);

        assertTrue(store.interrupted(ALICE).isPresent());
        store.setAside(ALICE, held(ALICE));
        assertEquals(List.of("foreign"), store.setAsideDocuments());
    }
}
