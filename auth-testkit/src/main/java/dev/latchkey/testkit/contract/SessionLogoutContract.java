package dev.latchkey.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionStore;
import dev.latchkey.port.SessionStore.PreparedSave;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link SessionStore} must do for a logout, which may be stopped at any time. */
abstract class SessionLogoutContract {
    SessionStore store;
    SessionId alice;
    SessionId bob;

    /** A store over this test's place, which is empty at first; a second call opens the same place again. */
    protected abstract SessionStore open();

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
        try (PreparedSave save = store.prepare(id)) {
            save.commit(Secret.of(document));
        }
    }

    @Test
    void aSessionThatWasLoggedOutAndLoggedInAgainIsWholeAndCanBeLoggedOutAgain() {
        for (String document : List.of("one", "two", "one")) {
            save(alice, document);
            assertEquals(Optional.of(Secret.of(document)), open().load(alice));
            store.beginLogout(alice);
            store.beginLogout(alice);
            assertEquals(Optional.of(Secret.of(document)), open().loadEnding(alice));
            store.delete(alice);
            assertEquals(Optional.empty(), open().loadEnding(alice));
        }
    }

    @Test
    void aSaveCanBePreparedAndGivenUpWhileALogoutIsUnfinished() {
        save(alice, "one");
        store.beginLogout(alice);
        store.prepare(alice).close();
        assertEquals(Optional.empty(), open().load(alice));
        assertEquals(Optional.of(Secret.of("one")), open().loadEnding(alice));
    }

    @Test
    void aDocumentWhoseLogoutHasBegunIsFoundByTheNextLogoutAlone() {
        save(alice, "one");
        store.beginLogout(alice);
        assertEquals(Optional.empty(), open().load(alice));
        assertEquals(Optional.of(Secret.of("one")), open().loadEnding(alice));
        assertEquals(List.of(alice), store.list());
    }

    @Test
    void withoutABegunLogoutNoneIsEnding() {
        store.beginLogout(bob);
        save(alice, "one");
        assertEquals(Optional.empty(), store.loadEnding(alice));
        assertEquals(Optional.empty(), store.loadEnding(bob));
    }

    @Test
    void aNewDocumentIsNotTheOneThatWasEnding() {
        save(alice, "one");
        store.beginLogout(alice);
        save(alice, "two");
        assertEquals(Optional.of(Secret.of("two")), open().load(alice));
        assertEquals(Optional.empty(), open().loadEnding(alice));
    }

    @Test
    void deletingEndsABegunLogout() {
        save(alice, "one");
        store.beginLogout(alice);
        store.delete(alice);
        assertEquals(Optional.empty(), open().loadEnding(alice));
        assertEquals(List.of(), store.list());
        save(alice, "one");
        assertEquals(Optional.of(Secret.of("one")), open().load(alice));
    }
}
