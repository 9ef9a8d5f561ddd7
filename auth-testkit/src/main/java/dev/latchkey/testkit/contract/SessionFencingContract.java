package dev.latchkey.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.model.LockId;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.model.UnfinishedSave;
import dev.latchkey.model.UnfinishedSave.ProcessState;
import dev.latchkey.port.SessionLock.Hold;
import dev.latchkey.port.SessionStore.PreparedSave;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of a store concerning locks, concurrent changes by other programs and threads, and lists. */
abstract class SessionFencingContract extends SessionLogoutContract {
    private static final Duration LEEWAY = Duration.ofSeconds(60);
    private static final int THREADS = 8;

    @Test
    void aHoldOfAnotherLockIsRefused() {
        save(alice, "kept");
        List<LockId> others = List.of(
                LockId.session(bob),
                LockId.session(new SessionId("another", "alice")),
                LockId.login(alice),
                LockId.keyringKey());
        for (LockId other : others) {
            try (Hold hold = lock().acquire(other, LEEWAY)) {
                assertThrows(IllegalArgumentException.class, () -> store.prepare(alice, hold));
                assertThrows(IllegalArgumentException.class, () -> store.beginLogout(alice, hold));
                assertThrows(IllegalArgumentException.class, () -> store.delete(alice, hold));
                assertThrows(IllegalArgumentException.class, () -> store.setAside(alice, hold));
            }
        }
        assertEquals(Optional.of(Secret.of("kept")), store.load(alice));
        assertFalse(store.interrupted(alice).isPresent());
    }

    @Test
    void nothingIsLoggedOutDeletedOrSetAsideWithoutTheLock() throws Exception {
        save(alice, "kept");
        Hold closed = held(alice);
        closed.close();
        try (Hold lost = held(alice)) {
            loseLock(alice);
            for (Hold hold : List.of(lost, closed)) {
                refused(Reason.LOCK_LOST, () -> store.beginLogout(alice, hold));
                refused(Reason.LOCK_LOST, () -> store.delete(alice, hold));
                refused(Reason.LOCK_LOST, () -> store.setAside(alice, hold));
            }
        }
        assertEquals(Optional.of(Secret.of("kept")), store.load(alice));
    }

    @Test
    void aSavePreparedUnderALostLockNeverReplacesTheSuccessorsDocument() throws Exception {
        save(alice, "old");
        try (Hold lost = held(alice);
                PreparedSave late = store.prepare(alice, lost)) {
            loseLock(alice);
            save(alice, "new");

            assertThrows(StorageException.class, () -> late.commit(Secret.of("late")));
            assertThrows(StorageException.class, () -> late.commit(Secret.of("late")));
        }
        assertEquals(Optional.of(Secret.of("new")), open().load(alice));
    }

    @Test
    void closingASavePreparedUnderALostLockDoesNotAffectTheSuccessorsSave() throws Exception {
        Hold lost = held(alice);
        PreparedSave late = store.prepare(alice, lost);
        loseLock(alice);
        try (Hold hold = held(alice);
                PreparedSave save = open().prepare(alice, hold)) {
            late.close();
            lost.close();
            assertTrue(store.interrupted(alice).isPresent());
            save.commit(Secret.of("new"));
        }
        assertEquals(Optional.of(Secret.of("new")), store.load(alice));
    }

    @Test
    void aChangeMadeAfterPreparingTheSaveIsNotOverwritten() {
        save(alice, "old");
        try (Hold hold = held(alice)) {
            assertStale(hold, () -> commit(hold, "theirs"));
            assertEquals(Optional.of(Secret.of("theirs")), open().load(alice));
            assertFalse(open().interrupted(alice).isPresent());

            commit(hold, "prepared anew");
        }
        assertEquals(Optional.of(Secret.of("prepared anew")), open().load(alice));
    }

    @Test
    void aFirstDocumentStoredInTheMeantimeIsNotOverwritten() {
        try (Hold hold = held(alice)) {
            assertStale(hold, () -> commit(hold, "theirs"));
        }
        assertEquals(Optional.of(Secret.of("theirs")), open().load(alice));
    }

    @Test
    void aSessionDeletedOrSetAsideInTheMeantimeDoesNotReappear() {
        save(alice, "old");
        try (Hold hold = held(alice)) {
            assertStale(hold, () -> open().setAside(alice, hold));
            commit(hold, "another");
            assertStale(hold, () -> open().delete(alice, hold));
        }
        assertEquals(Optional.empty(), open().load(alice));
        assertEquals(List.of(), open().list());
    }

    @Test
    void aLogoutBegunInTheMeantimeIsNotUndone() {
        save(alice, "old");
        try (Hold hold = held(alice)) {
            assertStale(hold, () -> open().beginLogout(alice, hold));
        }
        assertEquals(Optional.empty(), open().load(alice));
        assertEquals(Optional.of(Secret.of("old")), open().loadEnding(alice));
    }

    /** Also closes it uncommitted, so that afterwards only the other program's document is visible. */
    private void assertStale(Hold hold, Runnable change) {
        try (PreparedSave save = store.prepare(alice, hold)) {
            change.run();
            refused(Reason.STALE, () -> save.commit(Secret.of("mine")));
            refused(Reason.STALE, () -> save.commit(Secret.of("mine")));
        }
    }

    private void commit(Hold hold, String document) {
        try (PreparedSave save = open().prepare(alice, hold)) {
            save.commit(Secret.of(document));
        }
    }

    private static void refused(Reason reason, Runnable action) {
        assertEquals(reason, assertThrows(StorageException.class, action::run).reason());
    }

    @Test
    void reportsWhoIsSavingAndSinceWhen() {
        Instant before = Instant.now().minus(LEEWAY);
        try (Hold hold = held(alice);
                PreparedSave save = store.prepare(alice, hold)) {
            UnfinishedSave unfinished = open().interrupted(alice).orElseThrow();

            assertEquals(ProcessState.RUNNING, unfinished.process());
            String process = "process " + ProcessHandle.current().pid();
            assertTrue(unfinished.by().startsWith(process), unfinished::toString);
            Instant since = Objects.requireNonNull(unfinished.since());
            assertTrue(since.isAfter(before), unfinished::toString);
            assertTrue(since.isBefore(Instant.now().plus(LEEWAY)), unfinished::toString);
        }
    }

    @Test
    void aLongListIsPagedWithoutDuplicates() {
        Set<SessionId> all = new HashSet<>();
        IntStream.range(0, 7)
                .mapToObj(number -> new SessionId(provider(), "account " + number))
                .forEach(all::add);
        all.forEach(id -> save(id, "of " + id));
        save(new SessionId("another", "account 3"), "of another provider");

        List<SessionId> seen = new ArrayList<>();
        for (List<SessionId> page = store.list(provider(), "", 3);
                !page.isEmpty();
                page = open().list(provider(), seen.get(seen.size() - 1).account(), 3)) {
            assertEquals(Math.min(3, all.size() - seen.size()), page.size());
            seen.addAll(page);
        }

        assertEquals(all, Set.copyOf(seen));
        assertEquals(seen, store.list(provider()));
        assertEquals(Set.of(provider(), "another"), Set.copyOf(store.providers()));
        assertEquals(2, store.providers().size());
    }

    @Test
    void aPageContinuesAfterAnAccountThatIsGone() {
        save(alice, "of alice");
        save(bob, "of bob");
        SessionId first = store.list(provider(), "", 1).get(0);
        delete(first);

        List<SessionId> next = store.list(provider(), first.account(), 1);

        assertEquals(List.of(first.equals(alice) ? bob : alice), next);
        assertEquals(List.of(), store.list("unknown", "", 1));
    }

    @Test
    void aProviderIsListedWhileItHasSessions() {
        SessionId other = new SessionId("another", "alice");
        save(alice, "deleted");
        save(other, "set aside");
        delete(alice);
        assertEquals(List.of("another"), store.providers());
        setAside(other);
        try (Hold hold = held(alice)) {
            store.prepare(alice, hold).close();
        }

        assertEquals(List.of(), store.providers());
        assertEquals(List.of(), open().providers());
    }

    @Test
    void everySessionHasALocationOfItsOwn() {
        Set<String> locations = new HashSet<>();
        for (SessionId id : List.of(alice, bob, new SessionId("another", "alice"))) {
            locations.add(store.location(id));
            save(id, "a document");
            locations.add(store.location(id));
        }

        assertEquals(3, locations.size(), locations::toString);
    }

    @Test
    void manyThreadsUseOneStore() throws Exception {
        Set<SessionId> ids = new HashSet<>();
        List<Future<?>> tasks = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            for (int thread = 0; thread < THREADS; thread++) {
                SessionId id = new SessionId(provider(), "thread " + thread);
                ids.add(id);
                tasks.add(threads.submit(() -> saveAndLoad(id)));
            }
            for (Future<?> task : tasks) {
                task.get(LEEWAY.toSeconds(), TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
        assertEquals(ids, Set.copyOf(store.list()));
    }

    private void saveAndLoad(SessionId id) {
        for (int round = 0; round < 10; round++) {
            String document = id + ", round " + round;
            save(id, document);
            assertEquals(Optional.of(Secret.of(document)), store.load(id));
        }
    }
}
