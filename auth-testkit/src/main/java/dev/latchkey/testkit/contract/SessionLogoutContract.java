package dev.latchkey.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.latchkey.model.LockId;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionLock.Hold;
import dev.latchkey.port.SessionStore;
import dev.latchkey.port.SessionStore.PreparedSave;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of {@link SessionStore} for a logout, which may be interrupted at any time. */
abstract class SessionLogoutContract {
    SessionStore store;
    SessionId alice;
    SessionId bob;

    /** Opens the store at this test's location, which is empty at first. A second call opens the same location again. */
    protected abstract SessionStore open();

    /** The lock of the store. */
    protected abstract SessionLock lock();

    /** Deletes what represents this session's lock, as a cleanup tool might, so that its holder loses it. */
    protected abstract void loseLock(SessionId id) throws Exception;

    /** The provider whose sessions are tested. */
    protected String provider() {
        return "example";
    }

    @BeforeEach
    final void openTheStore() {
        store = open();
        alice = new SessionId(provider(), "alice");
        bob = new SessionId(provider(), "bob");
    }

    final void save(SessionId id, String document) {
        try (Hold hold = held(id);
                PreparedSave save = store.prepare(id, hold)) {
            save.commit(Secret.of(document));
        }
    }

    final Hold held(SessionId id) {
        return lock().acquire(LockId.session(id), Duration.ofSeconds(60));
    }

    final void delete(SessionId id) {
        try (Hold hold = held(id)) {
            store.delete(id, hold);
        }
    }

    final void beginLogout(SessionId id) {
        try (Hold hold = held(id)) {
            store.beginLogout(id, hold);
        }
    }

    final Optional<String> setAside(SessionId id) {
        try (Hold hold = held(id)) {
            return store.setAside(id, hold);
        }
    }

    @Test
    void aSessionThatWasLoggedOutAndLoggedInAgainCanBeLoggedOutAgain() {
        for (String document : List.of("one", "two", "one")) {
            save(alice, document);
            assertEquals(Optional.of(Secret.of(document)), open().load(alice));
            beginLogout(alice);
            beginLogout(alice);
            assertEquals(Optional.of(Secret.of(document)), open().loadEnding(alice));
            delete(alice);
            assertEquals(Optional.empty(), open().loadEnding(alice));
        }
    }

    @Test
    void aSaveCanBePreparedAndDiscardedWhileALogoutIsUnfinished() {
        save(alice, "one");
        beginLogout(alice);
        try (Hold hold = held(alice)) {
            store.prepare(alice, hold).close();
        }
        assertEquals(Optional.empty(), open().load(alice));
        assertEquals(Optional.of(Secret.of("one")), open().loadEnding(alice));
    }

    @Test
    void aDocumentWhoseLogoutHasBegunIsFoundOnlyByTheNextLogout() {
        save(alice, "one");
        beginLogout(alice);
        assertEquals(Optional.empty(), open().load(alice));
        assertEquals(Optional.of(Secret.of("one")), open().loadEnding(alice));
        assertEquals(List.of(alice), store.list());
    }

    @Test
    void withoutABegunLogoutNoneIsEnding() {
        beginLogout(bob);
        save(alice, "one");
        assertEquals(Optional.empty(), store.loadEnding(alice));
        assertEquals(Optional.empty(), store.loadEnding(bob));
    }

    @Test
    void aNewDocumentIsNotTheOneThatWasEnding() {
        save(alice, "one");
        beginLogout(alice);
        save(alice, "two");
        assertEquals(Optional.of(Secret.of("two")), open().load(alice));
        assertEquals(Optional.empty(), open().loadEnding(alice));
    }

    @Test
    void deletingEndsABegunLogout() {
        save(alice, "one");
        beginLogout(alice);
        delete(alice);
        assertEquals(Optional.empty(), open().loadEnding(alice));
        assertEquals(List.of(), store.list());
        save(alice, "one");
        assertEquals(Optional.of(Secret.of("one")), open().load(alice));
    }
}
