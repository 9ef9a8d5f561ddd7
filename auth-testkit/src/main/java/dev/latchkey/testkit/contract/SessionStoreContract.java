package dev.latchkey.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionLock.Hold;
import dev.latchkey.port.SessionStore;
import dev.latchkey.port.SessionStore.PreparedSave;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of {@link SessionStore}. {@link SessionNames} contains the difficult names. */
public abstract class SessionStoreContract extends SessionFencingContract {
    private static final int LIMIT_SECONDS = 60;

    @Test
    void aSessionThatWasNeverSavedIsAbsent() {
        assertEquals(Optional.empty(), store.load(alice));
        assertFalse(store.interrupted(alice).isPresent());
        assertEquals(List.of(), store.list());
    }

    @Test
    void aCommittedDocumentIsLoadedByAnyInstance() {
        save(alice, "the document");

        assertEquals(Optional.of(Secret.of("the document")), store.load(alice));
        assertEquals(Optional.of(Secret.of("the document")), open().load(alice));
        assertEquals(List.of(alice), open().list());
    }

    @ParameterizedTest
    @MethodSource("documents")
    void anyTextIsLoadedUnchanged(String document) {
        save(alice, document);

        assertEquals(document, store.load(alice).orElseThrow().reveal());
    }

    static List<String> documents() {
        return List.of(
                "",
                " \r\n\t\u0000",
                "\uFEFF{\"naïve\": \"日本語 \uD83D\uDD11\"}",
                "x".repeat(64 << 10),
                "é".repeat(300_000));
    }

    @Test
    void aCommitReplacesTheWholeDocument() {
        save(alice, "a long document ".repeat(1_000));
        save(alice, "short");

        assertEquals("short", store.load(alice).orElseThrow().reveal());
        assertEquals(List.of(alice), store.list());
    }

    @Test
    void sessionsDoNotAffectEachOther() {
        save(alice, "of alice");
        save(bob, "of bob");
        delete(alice);

        assertEquals(Optional.empty(), store.load(alice));
        assertEquals("of bob", store.load(bob).orElseThrow().reveal());
        assertEquals(List.of(bob), store.list());
    }

    @Test
    void closingAPreparedSaveChangesNothing() {
        save(alice, "old");

        try (Hold hold = held(alice);
                Hold ofBob = held(bob)) {
            store.prepare(alice, hold).close();
            store.prepare(bob, ofBob).close();
        }

        assertEquals("old", store.load(alice).orElseThrow().reveal());
        assertEquals(Optional.empty(), store.load(bob));
        assertEquals(List.of(alice), store.list());
        assertFalse(store.interrupted(alice).isPresent());
        assertFalse(store.interrupted(bob).isPresent());
    }

    @Test
    void aPreparedSaveIsReportedUntilItIsCommittedAndTheOldDocumentStays() {
        save(alice, "old");
        try (Hold hold = held(alice);
                PreparedSave save = store.prepare(alice, hold)) {
            assertTrue(open().interrupted(alice).isPresent());
            assertFalse(store.interrupted(bob).isPresent());
            assertEquals("old", store.load(alice).orElseThrow().reveal());
            assertEquals(List.of(alice), store.list());
            save.commit(Secret.of("new"));
            assertFalse(open().interrupted(alice).isPresent());
        }
        assertEquals("new", store.load(alice).orElseThrow().reveal());
    }

    @Test
    void theRestOfACrashedSaveIsClearedByTheNextPrepare() {
        PreparedSave abandoned = abandoned();
        assertTrue(open().interrupted(alice).isPresent());
        assertEquals(Optional.empty(), open().load(alice));

        save(alice, "after the crash");

        assertFalse(store.interrupted(alice).isPresent());
        assertEquals("after the crash", store.load(alice).orElseThrow().reveal());
        abandoned.close();
        assertEquals("after the crash", store.load(alice).orElseThrow().reveal());
    }

    @Test
    void closingAnAbandonedSaveDoesNotAffectTheNextOne() {
        PreparedSave abandoned = abandoned();
        try (Hold hold = held(alice);
                PreparedSave next = open().prepare(alice, hold)) {
            abandoned.close();
            assertTrue(store.interrupted(alice).isPresent());
            next.commit(Secret.of("next"));
        }
        assertEquals(Optional.of(Secret.of("next")), store.load(alice));
    }

    @Test
    void aSaveIsCommittedOnce() {
        try (Hold hold = held(alice);
                PreparedSave save = store.prepare(alice, hold)) {
            save.commit(Secret.of("once"));
            assertThrows(IllegalStateException.class, () -> save.commit(Secret.of("twice")));
        }
        assertEquals("once", store.load(alice).orElseThrow().reveal());
    }

    @Test
    void aClosedSaveCannotBeCommitted() {
        PreparedSave save = abandoned();
        save.close();

        assertThrows(IllegalStateException.class, () -> save.commit(Secret.of("late")));
        assertEquals(Optional.empty(), store.load(alice));
    }

    @Test
    void closingAgainDoesNothing() {
        try (Hold hold = held(alice)) {
            PreparedSave save = store.prepare(alice, hold);
            save.commit(Secret.of("kept"));
            save.close();
            save.close();
        }

        assertEquals("kept", store.load(alice).orElseThrow().reveal());
    }

    @Test
    void deletingClearsTheRestOfACrashedSave() {
        save(alice, "old");
        PreparedSave abandoned = abandoned();

        delete(alice);

        assertFalse(store.interrupted(alice).isPresent());
        assertEquals(Optional.empty(), store.load(alice));
        assertEquals(List.of(), store.list());
        abandoned.close();
    }

    @Test
    void deletingNothingDoesNothing() {
        delete(alice);
        save(alice, "gone");
        delete(alice);
        delete(alice);

        assertEquals(Optional.empty(), store.load(alice));
    }

    @Test
    void aDocumentThatIsSetAsideIsNoLongerASession() {
        save(alice, "in the way");

        String where = setAside(alice).orElseThrow();

        assertNotEquals(store.location(alice), where);
        assertEquals(Optional.empty(), store.load(alice));
        assertEquals(List.of(), store.list());
        assertEquals(Optional.empty(), setAside(alice));
    }

    @Test
    void aDocumentThatIsSetAsideIsNeverOverwritten() {
        save(alice, "first");
        String first = setAside(alice).orElseThrow();
        save(alice, "second");
        String second = setAside(alice).orElseThrow();
        save(alice, "third");

        assertNotEquals(first, second);
        assertEquals("third", store.load(alice).orElseThrow().reveal());
    }

    @Test
    void everyNameIsASeparateSession() {
        List<SessionId> ids = SessionNames.hard(provider());
        for (int i = 0; i < ids.size(); i++) {
            save(ids.get(i), "document " + i);
        }
        for (int i = 0; i < ids.size(); i++) {
            assertEquals("document " + i, store.load(ids.get(i)).orElseThrow().reveal());
        }
        assertEquals(new HashSet<>(ids), Set.copyOf(open().list()));
        assertEquals(ids.size(), store.list().size());
    }

    @Test
    void everyNameCanBeSetAsideAndDeleted() {
        for (SessionId id : SessionNames.hard(provider())) {
            save(id, "set aside");
            assertTrue(setAside(id).isPresent(), id::toString);
            save(id, "deleted");
            delete(id);
            assertEquals(Optional.empty(), store.load(id), id::toString);
        }
        assertEquals(List.of(), store.list());
    }

    @Test
    void everyNameHasALocationWithAndWithoutADocument() {
        for (SessionId id : SessionNames.hard(provider())) {
            assertFalse(store.location(id).isBlank(), id::toString);
        }
        String before = store.location(alice);
        save(alice, "a document");
        assertEquals(before, store.location(alice));
    }

    @Test
    void aConcurrentReaderSeesAWholeDocument() throws Exception {
        String[] documents = {"a".repeat(64 << 10), "b".repeat(80 << 10)};
        save(alice, documents[0]);
        AtomicBoolean done = new AtomicBoolean();
        FutureTask<Integer> first = reader(done, Set.of(documents));
        FutureTask<Integer> second = reader(done, Set.of(documents));
        try {
            for (int i = 1; i <= 40; i++) {
                save(alice, documents[i % 2]);
            }
        } finally {
            done.set(true);
        }
        assertTrue(first.get(LIMIT_SECONDS, TimeUnit.SECONDS) > 0);
        assertTrue(second.get(LIMIT_SECONDS, TimeUnit.SECONDS) > 0);
    }

    /** A save as left by a killed process, whose lock was released. */
    private PreparedSave abandoned() {
        try (Hold hold = held(alice)) {
            return store.prepare(alice, hold);
        }
    }

    private FutureTask<Integer> reader(AtomicBoolean done, Set<String> whole) {
        SessionStore own = open();
        FutureTask<Integer> reading = new FutureTask<>(() -> {
            int count = 0;
            do {
                String seen = own.load(alice).orElseThrow().reveal();
                assertTrue(whole.contains(seen), () -> "torn: " + seen.length() + " characters");
                count++;
            } while (!done.get());
            return count;
        });
        Thread thread = new Thread(reading, "session-store-contract");
        thread.setDaemon(true);
        thread.start();
        return reading;
    }
}
