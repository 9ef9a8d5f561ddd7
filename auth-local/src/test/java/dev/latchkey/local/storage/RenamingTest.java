package dev.latchkey.local.storage;

import static dev.latchkey.testkit.InMemorySessionLock.held;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.local.internal.AdHocProvider;
import dev.latchkey.local.storage.Stubs.Present;
import dev.latchkey.model.LockId;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionStore.PreparedSave;
import dev.latchkey.testkit.InMemorySessionLock;
import dev.latchkey.testkit.InMemorySessionStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sessions under the name that version 0.1.0 generated for an ad hoc provider. */
class RenamingTest {
    private static final SessionId ID = new SessionId("https://as.example.com#me", "alice");
    private static final SessionId FORMER = AdHocProvider.former(ID).orElseThrow();
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private final InMemorySessionStore plain = new InMemorySessionStore();
    private final InMemorySessionStore sealed = new InMemorySessionStore();
    private final RenamedStore store = new RenamedStore(
            new ChosenStore(plain, sealed, new Present(sealed), StoreKind.KEYRING, warning -> {}),
            (provider, document) -> !document.reveal().equals("another's"));
    private final InMemorySessionLock locks = new InMemorySessionLock();
    private final SessionLock lock = new RenamedStore.RenamingLock(locks, store);

    private InMemorySessionStore in(StoreKind kind) {
        return kind == StoreKind.KEYRING ? sealed : plain;
    }

    @ParameterizedTest
    @EnumSource(
            value = StoreKind.class,
            names = {"FILE", "KEYRING"})
    void readingDoesNotMoveTheSessionButLockingDoes(StoreKind kind) {
        in(kind).put(FORMER, "document");

        assertEquals(Optional.of(Secret.of("document")), store.load(ID));
        assertEquals(kind, store.kindOf(ID));
        assertEquals(List.of(ID), store.of(ID.provider()));
        assertTrue(in(kind).document(FORMER).isPresent());

        lock.acquire(LockId.session(ID), LIMIT).close();

        assertEquals(Optional.empty(), in(kind).document(FORMER));
        assertEquals(Optional.of("document"), in(kind).document(ID));
        assertFalse(locks.isHeld(LockId.session(FORMER)));
    }

    @ParameterizedTest
    @EnumSource(
            value = StoreKind.class,
            names = {"FILE", "KEYRING"})
    void aSessionOfAnotherProviderWithTheSameFormerNameStays(StoreKind kind) {
        in(kind).put(FORMER, "another's");

        assertEquals(Optional.empty(), store.load(ID));
        assertEquals(List.of(), store.of(ID.provider()));
        lock.acquire(LockId.session(ID), LIMIT).close();
        store.delete(ID, held(ID));

        assertEquals(Optional.of("another's"), in(kind).document(FORMER));
        assertEquals(Optional.empty(), in(kind).document(ID));
    }

    @Test
    void bothLocksAreHeldDuringTheMove() {
        plain.put(FORMER, "document");
        List<LockId> taken = new ArrayList<>();
        SessionLock watched = (id, limit) -> {
            taken.add(id);
            return locks.acquire(id, limit);
        };

        new RenamedStore.RenamingLock(watched, store)
                .acquire(LockId.session(ID), LIMIT)
                .close();

        assertEquals(List.of(LockId.session(ID), LockId.session(FORMER)), taken);
    }

    @Test
    void aLoginLockMovesNothing() {
        plain.put(FORMER, "document");

        lock.acquire(LockId.login(ID), LIMIT).close();

        assertTrue(plain.document(FORMER).isPresent());
    }

    @ParameterizedTest
    @EnumSource(
            value = StoreKind.class,
            names = {"FILE", "KEYRING"})
    void aFailedMoveLosesNothingAndNothingElseIsSaved(StoreKind kind) {
        in(kind).put(FORMER, "document");
        in(kind).failNextCommits(1);

        try (SessionLock.Hold hold = lock.acquire(LockId.session(ID), LIMIT)) {
            assertEquals(Optional.of(Secret.of("document")), store.load(ID));
            assertThrows(StorageException.class, () -> store.prepare(ID, held(ID)));
        }
        assertEquals(Optional.of("document"), in(kind).document(FORMER));

        lock.acquire(LockId.session(ID), LIMIT).close();
        assertEquals(Optional.of("document"), in(kind).document(ID));
    }

    @Test
    void anUnreadableSessionIsReportedAndCanBeDeleted() {
        sealed.put(FORMER, "document");
        StorageException locked = new StorageException(Reason.LOCKED, "keyring", "The keyring is locked.", null);
        sealed.failLoads(locked);

        try (SessionLock.Hold hold = lock.acquire(LockId.session(ID), LIMIT)) {
            assertSame(locked, assertThrows(StorageException.class, () -> store.load(ID)));
            store.delete(ID, held(ID));
        }

        assertEquals(Optional.empty(), sealed.document(FORMER));
    }

    @Test
    void ifBothPlacesContainASessionTheNewOneIsUsed() {
        plain.put(FORMER, "older");
        plain.put(ID, "newer");

        lock.acquire(LockId.session(ID), LIMIT).close();

        assertEquals(Optional.of(Secret.of("newer")), store.load(ID));
        assertTrue(plain.document(FORMER).isPresent(), "it may be version 0.1.0's own");
        assertEquals(List.of(ID), store.of(ID.provider()));
        store.delete(ID, held(ID));
        assertEquals(Optional.empty(), store.load(ID));
    }

    @Test
    void theRestOfAnInterruptedMoveIsDeleted() {
        plain.put(FORMER, "document");
        plain.put(ID, "document");

        lock.acquire(LockId.session(ID), LIMIT).close();

        assertEquals(Optional.empty(), plain.document(FORMER));
    }

    @Test
    void aLogoutBegunUnderTheNewNameDoesNotRestoreTheOldSession() {
        plain.put(FORMER, "document");
        plain.put(ID, "document");

        store.beginLogout(ID, held(ID));

        assertEquals(Optional.empty(), store.load(ID));
    }

    @Test
    void aLogoutBegunByVersion010IsFinished() {
        plain.put(FORMER, "document");
        plain.beginLogout(FORMER, held(FORMER));

        lock.acquire(LockId.session(ID), LIMIT).close();

        assertEquals(Optional.empty(), store.load(ID));
        assertEquals(Optional.of(Secret.of("document")), store.loadEnding(ID));
        try (PreparedSave save = store.prepare(ID, held(ID))) {
            save.commit(Secret.of("new"));
        }
        assertEquals(Optional.of(Secret.of("new")), store.load(ID));
    }

    @Test
    void configuredProvidersHaveNoFormerName() {
        assertEquals(Optional.empty(), AdHocProvider.former(new SessionId("work", "alice")));
        assertEquals(Optional.empty(), AdHocProvider.former(FORMER));
    }
}
