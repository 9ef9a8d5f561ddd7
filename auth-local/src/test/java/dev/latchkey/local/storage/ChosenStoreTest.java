package dev.latchkey.local.storage;

import static dev.latchkey.local.storage.Stubs.blind;
import static dev.latchkey.local.storage.Stubs.deletingAndFailing;
import static dev.latchkey.local.storage.Stubs.like;
import static dev.latchkey.local.storage.Stubs.undeletable;
import static dev.latchkey.testkit.InMemorySessionLock.held;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.mock;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.local.storage.Stubs.Present;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionStore;
import dev.latchkey.testkit.InMemorySessionStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mockito.stubbing.Answer;

class ChosenStoreTest {
    private static final SessionId ID = new SessionId("work", "alice");

    private final InMemorySessionStore plain = new InMemorySessionStore();
    private final InMemorySessionStore sealed = new InMemorySessionStore();
    private final List<String> warnings = new ArrayList<>();
    private final ChosenStore store =
            new ChosenStore(plain, sealed, new Present(sealed), StoreKind.KEYRING, warnings::add);

    @Test
    void aRenewalStaysInTheSessionsStore() {
        sealed.put(ID, "old");

        save(store, "new");

        assertEquals(Optional.of("new"), sealed.document(ID));
        assertEquals(Optional.empty(), plain.document(ID));
        assertEquals(Optional.of(Secret.of("new")), store.load(ID));
    }

    @Test
    void aNewSessionIsPlainUnlessALoginChoseOtherwise() {
        save(store, "document");

        assertEquals(Optional.of("document"), plain.document(ID));
        assertEquals(StoreKind.FILE, store.kindOf(ID));
    }

    @Test
    void newSessionsGoToTheChosenStoreAndExistingOnesStay() {
        save(store.newIn(StoreKind.KEYRING), "new");

        assertEquals(Optional.of("new"), sealed.document(ID));

        sealed.delete(ID, held(ID));
        plain.put(ID, "old");
        save(store.newIn(StoreKind.KEYRING), "renewed");

        assertEquals(Optional.of("renewed"), plain.document(ID));
        assertEquals(Optional.empty(), sealed.document(ID));
    }

    @Test
    void aLoginMovesTheSessionToTheChosenStore() {
        plain.put(ID, "old");
        save(store.savingIn(StoreKind.KEYRING), "sealed now");

        assertEquals(Optional.of("sealed now"), sealed.document(ID));
        assertEquals(Optional.empty(), plain.document(ID));

        save(store.savingIn(StoreKind.FILE), "plain again");

        assertEquals(Optional.empty(), sealed.document(ID));
        assertEquals(Optional.of("plain again"), plain.document(ID));
    }

    @Test
    void anUncommittedLoginMovesNothing() {
        plain.put(ID, "old");

        store.savingIn(StoreKind.KEYRING).prepare(ID, held(ID)).close();

        assertEquals(Optional.of("old"), plain.document(ID));
        assertEquals(Optional.empty(), sealed.document(ID));
    }

    @Test
    void aFailedCommitKeepsTheOldSessionAndCanBeRetried() {
        plain.put(ID, "old");
        sealed.failNextCommits(1);

        try (SessionStore.PreparedSave save = store.savingIn(StoreKind.KEYRING).prepare(ID, held(ID))) {
            assertThrows(StorageException.class, () -> save.commit(Secret.of("new")));
            assertEquals(Optional.of("old"), plain.document(ID));
            save.commit(Secret.of("new"));
        }

        assertEquals(Optional.of("new"), sealed.document(ID));
        assertEquals(Optional.empty(), plain.document(ID));
    }

    @Test
    void ifThePlainCopyCannotBeDeletedNothingIsSealedAndThePlainOneRemainsValid() {
        plain.put(ID, "old");
        ChosenStore stuck =
                new ChosenStore(undeletable(plain, 3), sealed, new Present(sealed), StoreKind.KEYRING, warnings::add);
        SessionStore.PreparedSave save = stuck.savingIn(StoreKind.KEYRING).prepare(ID, held(ID));

        for (int attempt = 0; attempt < 3; attempt++) {
            StorageException thrown = assertThrows(StorageException.class, () -> save.commit(Secret.of("new")));
            assertTrue(
                    String.valueOf(thrown.getMessage()).contains("nothing was written elsewhere"), thrown::getMessage);
            assertEquals(Optional.empty(), sealed.document(ID));
            assertEquals(Optional.of(Secret.of("old")), stuck.load(ID));
        }
        save.commit(Secret.of("new"));
        save.close();

        assertEquals(Optional.of("new"), sealed.document(ID));
        assertEquals(Optional.empty(), plain.document(ID));
        assertEquals(List.of(), warnings);
    }

    @Test
    void ifNeitherCopyCanBeDeletedTheSealedOneIsStoredAndThePlainOneReported() {
        plain.put(ID, "old");
        ChosenStore stuck = new ChosenStore(
                undeletable(plain, 9), undeletable(sealed, 9), new Present(sealed), StoreKind.KEYRING, warnings::add);

        save(stuck.savingIn(StoreKind.KEYRING), "new");

        assertEquals(Optional.of(Secret.of("new")), stuck.load(ID));
        assertTrue(warnings.get(0).contains("another copy may be at memory:work/alice"), warnings::toString);
    }

    @Test
    void anObsoletePlainCopyIsDeletedBeforeTheSealedOneIsReplaced() {
        plain.put(ID, "stale");
        sealed.put(ID, "old");
        ChosenStore stuck =
                new ChosenStore(undeletable(plain, 1), sealed, new Present(sealed), StoreKind.KEYRING, warnings::add);
        SessionStore.PreparedSave save = stuck.savingIn(StoreKind.KEYRING).prepare(ID, held(ID));

        assertThrows(StorageException.class, () -> save.commit(Secret.of("new")));
        assertEquals(Optional.of("old"), sealed.document(ID));
        save.commit(Secret.of("new"));
        save.close();

        assertEquals(Optional.of("new"), sealed.document(ID));
        assertEquals(Optional.empty(), plain.document(ID));
    }

    @Test
    void ifTheSealedCopyCannotBeDeletedItRemainsTheOnlyOne() {
        sealed.put(ID, "old");
        ChosenStore stuck =
                new ChosenStore(plain, undeletable(sealed, 1), new Present(sealed), StoreKind.KEYRING, warnings::add);
        SessionStore.PreparedSave save = stuck.savingIn(StoreKind.FILE).prepare(ID, held(ID));

        StorageException thrown = assertThrows(StorageException.class, () -> save.commit(Secret.of("new")));
        assertTrue(String.valueOf(thrown.getMessage()).contains("It still counts"), thrown::getMessage);
        assertEquals(Optional.empty(), plain.document(ID));
        assertEquals(Optional.of(Secret.of("old")), stuck.load(ID));
        save.commit(Secret.of("new"));
        save.close();

        assertEquals(Optional.of("new"), plain.document(ID));
        assertEquals(Optional.empty(), sealed.document(ID));
    }

    @Test
    void ifNeitherCopyCanBeDeletedAMoveToFilesReportsBoth() {
        sealed.put(ID, "old");
        ChosenStore stuck = new ChosenStore(
                undeletable(plain, 9), undeletable(sealed, 9), new Present(sealed), StoreKind.KEYRING, warnings::add);

        StorageException thrown =
                assertThrows(StorageException.class, () -> save(stuck.savingIn(StoreKind.FILE), "new"));

        assertTrue(String.valueOf(thrown.getMessage()).contains("which does not, may be at"), thrown::getMessage);
        assertEquals(Optional.of(Secret.of("old")), stuck.load(ID));
    }

    @Test
    void aSealedCopyWhoseSaveWasReportedAsFailedDoesNotHideThePlainOne() {
        plain.put(ID, "old");
        SessionStore odd = like(sealed);
        Answer<Object> sealing = prepare -> {
            sealed.put(ID, "new");
            sealed.failNextCommits(1);
            return sealed.prepare(ID, held(ID));
        };
        doAnswer(sealing).when(odd).prepare(any(), any());
        Present present = new Present(sealed);
        ChosenStore.Upper absentAtFirst = like(present);
        doReturn(false).doAnswer(delegatesTo(present)).when(absentAtFirst).isPresent(ID);
        ChosenStore store = new ChosenStore(plain, odd, absentAtFirst, StoreKind.KEYRING, warnings::add);

        assertThrows(StorageException.class, () -> save(store.savingIn(StoreKind.KEYRING), "new"));

        assertEquals(Optional.of(Secret.of("old")), store.load(ID));
    }

    @ParameterizedTest
    @EnumSource(
            value = StoreKind.class,
            names = {"FILE", "KEYRING"})
    void aSaveIsKeptIfTheOldCopyIsGoneDespiteAFailedDeletion(StoreKind target) {
        (target == StoreKind.KEYRING ? plain : sealed).put(ID, "old");
        ChosenStore odd = new ChosenStore(
                deletingAndFailing(plain),
                deletingAndFailing(sealed),
                new Present(sealed),
                StoreKind.KEYRING,
                warnings::add);

        save(odd.savingIn(target), "new");

        assertEquals(Optional.of("new"), (target == StoreKind.KEYRING ? sealed : plain).document(ID));
    }

    @Test
    void nothingIsReadOrChangedIfItCannotTellWhetherASessionIsSealed() {
        plain.put(ID, "plain");
        ChosenStore store = new ChosenStore(plain, sealed, blind(sealed), StoreKind.KEYRING, warnings::add);

        for (Executable call : List.<Executable>of(
                () -> store.load(ID),
                () -> store.loadEnding(ID),
                () -> store.prepare(ID, held(ID)),
                () -> store.delete(ID, held(ID)),
                () -> store.beginLogout(ID, held(ID)),
                () -> save(store.savingIn(StoreKind.KEYRING), "new"),
                () -> save(store.savingIn(StoreKind.FILE), "new"),
                () -> store.kindOf(ID))) {
            assertThrows(StorageException.class, call);
        }

        assertEquals(Optional.of("plain"), plain.document(ID));
        assertEquals(Optional.empty(), sealed.document(ID));
        assertEquals("memory:work/alice", store.location(ID));
    }

    @Test
    void anUnreadablePlainCopyDoesNotBlockTheSealedOne() {
        sealed.put(ID, "sealed");
        plain.failLoads(new StorageException(Reason.UNREADABLE, "here", "It cannot be read.", null));

        assertEquals(Optional.of(Secret.of("sealed")), store.load(ID));
    }

    @Test
    void theLocationIsWhereTheSessionIsWhateverALoginChose() {
        plain.put(ID, "plain");
        assertEquals(StoreKind.FILE, store.savingIn(StoreKind.KEYRING).kindOf(ID));

        plain.delete(ID, held(ID));
        assertEquals(StoreKind.KEYRING, store.savingIn(StoreKind.KEYRING).kindOf(ID));

        sealed.put(ID, "sealed");
        assertEquals(StoreKind.KEYRING, store.savingIn(StoreKind.FILE).kindOf(ID));
    }

    @Test
    void aLogoutMarksBothCopiesAndCanBeFinishedForTheValidOne() {
        plain.put(ID, "plain");
        sealed.put(ID, "sealed");

        store.beginLogout(ID, held(ID));

        assertEquals(Optional.empty(), store.load(ID));
        assertEquals(Optional.empty(), plain.load(ID));
        assertEquals(Optional.of(Secret.of("sealed")), store.loadEnding(ID));
        assertEquals(StoreKind.KEYRING, store.kindOf(ID));
        store.delete(ID, held(ID));
        assertEquals(Optional.empty(), store.loadEnding(ID));
    }

    @Test
    void aLogoutInterruptedBeforeTheSealedCopyIsMarkedHasNotBegun() {
        plain.put(ID, "plain");
        sealed.put(ID, "sealed");
        sealed.failNextLogoutMarks(1);

        assertThrows(StorageException.class, () -> store.beginLogout(ID, held(ID)));

        assertEquals(Optional.of(Secret.of("sealed")), store.load(ID));
    }

    @Test
    void ifBothStoresContainASessionTheSealedOneIsUsedWithOneWarning() {
        plain.put(ID, "plain");
        sealed.put(ID, "sealed");

        assertEquals(Optional.of(Secret.of("sealed")), store.load(ID));
        assertEquals(Optional.of(Secret.of("sealed")), store.load(ID));

        assertEquals(1, warnings.size());
        assertEquals(List.of(ID), store.list());
    }

    @ParameterizedTest
    @EnumSource(
            value = StoreKind.class,
            names = {"FILE", "KEYRING"})
    void aSessionThatMovesDuringAReadIsFound(StoreKind target) {
        InMemorySessionStore source = target == StoreKind.KEYRING ? plain : sealed;
        source.put(ID, "document");
        ChosenStore.Upper moving = mock();
        Answer<Boolean> movesMeanwhile = isPresent -> {
            boolean before = sealed.document(ID).isPresent();
            (target == StoreKind.KEYRING ? sealed : plain).put(ID, "document");
            source.delete(ID, held(ID));
            return before;
        };
        doAnswer(movesMeanwhile).when(moving).isPresent(ID);

        Optional<Secret> found = new ChosenStore(plain, sealed, moving, StoreKind.KEYRING, warnings::add).load(ID);

        assertEquals(Optional.of(Secret.of("document")), found);
    }

    @Test
    void aLogoutDeletesBothCopies() {
        plain.put(ID, "plain");
        sealed.put(ID, "sealed");

        store.delete(ID, held(ID));

        assertEquals(Optional.empty(), plain.document(ID));
        assertEquals(Optional.empty(), sealed.document(ID));
    }

    @Test
    void listsAllSessionsOfBothStores() {
        SessionId bob = new SessionId("work", "bob");
        plain.put(ID, "plain");
        sealed.put(bob, "sealed");

        assertEquals(Set.of(ID, bob), Set.copyOf(store.list()));
        assertTrue(warnings.isEmpty());
    }

    private static void save(ChosenStore store, String document) {
        try (SessionStore.PreparedSave save = store.prepare(ID, held(ID))) {
            save.commit(Secret.of(document));
        }
    }
}
