package dev.latchkey.local.storage;

import static dev.latchkey.local.storage.Stubs.like;
import static dev.latchkey.testkit.InMemorySessionLock.held;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;

import dev.latchkey.error.LockTimeoutException;
import dev.latchkey.error.Remedy;
import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.file.LatchkeyFolders;
import dev.latchkey.local.storage.Migration.Outcome;
import dev.latchkey.model.LockId;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionLock.Hold;
import dev.latchkey.port.SessionStore;
import dev.latchkey.testkit.FakeTimeSource;
import dev.latchkey.testkit.InMemorySessionLock;
import dev.latchkey.testkit.InMemorySessionStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The stores of one host, including a database shared with other hosts. */
class SharedStoreTest {
    private static final SessionId ID = new SessionId("work", "alice");
    private static final LockId LOCK = LockId.session(ID);

    @TempDir
    private Path home;

    private final InMemorySessionStore database = new InMemorySessionStore();
    private final InMemorySessionLock lock = new InMemorySessionLock();
    private final List<String> warnings = new ArrayList<>();

    private final class Factory implements StoreFactory {
        @Override
        public SessionStore open(StoreSite site) {
            return database;
        }

        @Override
        public Optional<SessionLock> lock() {
            return Optional.of(lock);
        }
    }

    private LocalStores host(boolean knowsTheDatabase) {
        return knowsTheDatabase
                ? host(Map.of("keyring", StoreSite::documents, "database", new Factory()))
                : host(Map.of("keyring", StoreSite::documents));
    }

    private LocalStores host(Map<String, StoreFactory> factories) {
        return new LocalStores(
                new LatchkeyFolders(home), factories, List::of, new MoshiJson(), new FakeTimeSource(), warnings::add);
    }

    private static void save(LocalStores stores, StoreKind kind, String document) {
        save(stores.sessions().savingIn(kind), stores.lock(kind), document);
    }

    private static void save(SessionStore store, SessionLock lock, String document) {
        try (Hold hold = lock.acquire(LOCK, Duration.ZERO);
                SessionStore.PreparedSave save = store.prepare(ID, hold)) {
            save.commit(Secret.of(document));
        }
    }

    @Test
    void aSessionInTheDatabaseIsFoundAndRenewedThereAndNothingIsWrittenHere() throws Exception {
        database.put(ID, "old");
        LocalStores stores = host(true);

        save(stores.sessions(), stores.lock(), "renewed");

        assertEquals(Optional.of("renewed"), database.document(ID));
        assertEquals(StoreKind.DATABASE, stores.sessions().kindOf(ID));
        assertEquals(List.of(ID), stores.sessions().of("work"));
        try (var files = Files.list(home)) {
            assertEquals(List.of(), files.toList());
        }
    }

    @ParameterizedTest
    @EnumSource(StoreKind.class)
    void aLoginMovesTheSessionFromAnyStoreToTheChosenOne(StoreKind target) {
        LocalStores stores = host(true);
        for (StoreKind before : StoreKind.values()) {
            save(stores, before, "old");

            save(stores, target, "new");

            assertIsOnlyIn(target, "new");
        }
        assertEquals(List.of(), warnings);
    }

    @ParameterizedTest
    @EnumSource(StoreKind.class)
    void aMigrationMovesTheSessionFromAnyStore(StoreKind target) {
        LocalStores stores = host(true);
        for (StoreKind before : StoreKind.values()) {
            save(stores, before, "document");

            Outcome outcome = stores.migration().move(ID, target);

            assertEquals(before == target ? Outcome.ALREADY_THERE : Outcome.MOVED, outcome);
            assertIsOnlyIn(target, "document");
        }
    }

    private void assertIsOnlyIn(StoreKind kind, String document) {
        LocalStores stores = host(true);
        assertEquals(kind, stores.sessions().kindOf(ID));
        assertEquals(Optional.of(Secret.of(document)), stores.sessions().load(ID));
        assertEquals(kind == StoreKind.DATABASE, database.document(ID).isPresent());
        Path folder = home.resolve("sessions/work/alice");
        assertEquals(kind == StoreKind.KEYRING, Files.exists(folder.resolve("session.enc")));
        assertEquals(kind == StoreKind.FILE, Files.exists(folder.resolve("session.json")));
    }

    @Test
    void lookingForASealedSessionDoesNotAccessTheKeyring() {
        save(host(false), StoreKind.KEYRING, "document");
        StoreFactory unasked = site -> {
            SessionStore sealed = like(site.documents());
            doThrow(new AssertionError("the keyring was asked")).when(sealed).load(any());
            return sealed;
        };
        LocalStores stores = host(Map.of("keyring", unasked, "database", new Factory()));

        assertEquals(StoreKind.KEYRING, stores.sessions().kindOf(ID));
        assertTrue(stores.sessions().location(ID).endsWith("session.enc"));
    }

    @Test
    void theLockOfASessionInFilesExcludesProgramsThatDoNotKnowTheDatabase() {
        save(host(false), StoreKind.FILE, "document");

        try (Hold hold = host(true).lock().acquire(LOCK, Duration.ZERO)) {
            hold.check();
            assertTrue(lock.isHeld(LOCK));
            assertThrows(LockTimeoutException.class, () -> host(false).lock().acquire(LOCK, Duration.ZERO));
        }

        assertFalse(lock.isHeld(LOCK));
        host(false).lock().acquire(LOCK, Duration.ZERO).close();
    }

    @Test
    void aDatabaseWithoutALockUsesTheFilesLock() {
        LocalStores stores = host(Map.of("keyring", StoreSite::documents, "database", site -> database));

        for (StoreKind kind : StoreKind.values()) {
            save(stores, kind, "document");
            try (Hold hold = stores.lock().acquire(LOCK, Duration.ZERO)) {
                hold.check();
                assertThrows(
                        LockTimeoutException.class, () -> host(false).lock().acquire(LOCK, Duration.ZERO));
            }
        }
    }

    @Test
    void theDatabasesLockIsReleasedIfTheFilesLockTimesOut() {
        save(host(false), StoreKind.FILE, "document");

        try (Hold hold = host(false).lock().acquire(LOCK, Duration.ZERO)) {
            assertThrows(LockTimeoutException.class, () -> host(true).lock().acquire(LOCK, Duration.ZERO));
            hold.check();
        }

        assertFalse(lock.isHeld(LOCK));
    }

    @Test
    void noOtherStoreIsUsedIfItCannotTellWhetherASessionIsInTheDatabase() {
        save(host(false), StoreKind.FILE, "document");
        database.failLoads(new StorageException(Reason.UNAVAILABLE, "database", "It cannot be reached.", null));

        StorageException thrown =
                assertThrows(StorageException.class, () -> host(true).sessions().load(ID));

        assertEquals(Reason.UNAVAILABLE, thrown.reason());
    }

    @Test
    void aSessionThatCannotBeOpenedIsPresentAndALoginReplacesIt() {
        database.put(ID, "sealed with a lost key");
        database.failLoads(new StorageException(Reason.KEY_LOST, "database", "Its key is lost.", null));
        SessionStore sessions = host(true).sessions();

        assertThrows(StorageException.class, () -> sessions.load(ID));
        assertTrue(sessions.setAside(ID, held(ID)).isPresent());

        assertEquals(Optional.empty(), database.document(ID));
    }

    @Test
    void aProgramWithoutTheDatabaseReportsItAndSavesNowhereElse() {
        LocalStores stores = host(false);

        StorageException chosen =
                assertThrows(StorageException.class, () -> stores.choice().require(StoreKind.DATABASE));
        StorageException saved =
                assertThrows(StorageException.class, () -> stores.sessions().newIn(StoreKind.DATABASE));

        assertEquals(Remedy.Action.SET_UP_DATABASE, chosen.remedy().action());
        assertEquals(chosen.getMessage(), saved.getMessage());
    }

    @ParameterizedTest
    @EnumSource(
            value = StoreKind.class,
            names = {"FILE", "KEYRING"})
    void aProgramWithoutTheDatabaseMovesNoSessionThere(StoreKind kind) {
        LocalStores stores = host(false);
        save(stores, kind, "document");

        assertThrows(StorageException.class, () -> stores.migration().move(ID, StoreKind.DATABASE));

        assertIsOnlyIn(kind, "document");
    }
}
