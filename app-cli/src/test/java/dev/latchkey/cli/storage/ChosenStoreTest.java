package dev.latchkey.cli.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.StorageException;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionStore;
import dev.latchkey.testkit.InMemorySessionStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChosenStoreTest {
    private static final SessionId ID = new SessionId("work", "alice");

    private final InMemorySessionStore plain = new InMemorySessionStore();
    private final InMemorySessionStore sealed = new InMemorySessionStore();
    private final List<String> warnings = new ArrayList<>();
    private final ChosenStore store = new ChosenStore(plain, sealed, new Present(), warnings::add);

    private class Present implements ChosenStore.Sealed {
        @Override
        public boolean isPresent(SessionId id) {
            return sealed.document(id).isPresent();
        }

        @Override
        public List<SessionId> list() {
            return sealed.list();
        }
    }

    @Test
    void aSessionIsRenewedInTheStoreThatItIsIn() {
        sealed.put(ID, "old");

        save(store, "new");

        assertEquals(Optional.of("new"), sealed.document(ID));
        assertEquals(Optional.empty(), plain.document(ID));
        assertEquals(Optional.of(Secret.of("new")), store.load(ID));
    }

    @Test
    void whatIsNewIsPlainUnlessALoginChoseOtherwise() {
        save(store, "document");

        assertEquals(Optional.of("document"), plain.document(ID));
        assertEquals(StoreKind.FILE, store.kindOf(ID));
    }

    @Test
    void aLoginMovesTheSessionToTheStoreThatItChose() {
        plain.put(ID, "old");
        save(store.savingIn(StoreKind.KEYRING), "sealed now");

        assertEquals(Optional.of("sealed now"), sealed.document(ID));
        assertEquals(Optional.empty(), plain.document(ID));

        save(store.savingIn(StoreKind.FILE), "plain again");

        assertEquals(Optional.empty(), sealed.document(ID));
        assertEquals(Optional.of("plain again"), plain.document(ID));
    }

    @Test
    void aLoginThatIsNotCommittedMovesNothing() {
        plain.put(ID, "old");

        store.savingIn(StoreKind.KEYRING).prepare(ID).close();

        assertEquals(Optional.of("old"), plain.document(ID));
        assertEquals(Optional.empty(), sealed.document(ID));
    }

    @Test
    void aFailedCommitLeavesTheOldOneAndMayBeTriedAgain() {
        plain.put(ID, "old");
        sealed.failNextCommits(1);

        try (SessionStore.PreparedSave save = store.savingIn(StoreKind.KEYRING).prepare(ID)) {
            assertThrows(StorageException.class, () -> save.commit(Secret.of("new")));
            assertEquals(Optional.of("old"), plain.document(ID));
            save.commit(Secret.of("new"));
        }

        assertEquals(Optional.of("new"), sealed.document(ID));
        assertEquals(Optional.empty(), plain.document(ID));
    }

    @Test
    void whereBothHoldOneTheSealedOneCountsAndItIsSaidOnce() {
        plain.put(ID, "plain");
        sealed.put(ID, "sealed");

        assertEquals(Optional.of(Secret.of("sealed")), store.load(ID));
        assertEquals(Optional.of(Secret.of("sealed")), store.load(ID));

        assertEquals(1, warnings.size());
        assertEquals(List.of(ID), store.list());
    }

    @ParameterizedTest
    @EnumSource(StoreKind.class)
    void aSessionThatMovesWhileItIsReadIsThere(StoreKind target) {
        InMemorySessionStore source = target == StoreKind.KEYRING ? plain : sealed;
        source.put(ID, "document");
        ChosenStore.Sealed moving = new Present() {
            @Override
            public boolean isPresent(SessionId id) {
                boolean before = super.isPresent(id);
                (target == StoreKind.KEYRING ? sealed : plain).put(ID, "document");
                source.delete(ID);
                return before;
            }
        };

        Optional<Secret> found = new ChosenStore(plain, sealed, moving, warnings::add).load(ID);

        assertEquals(Optional.of(Secret.of("document")), found);
    }

    @Test
    void aLogoutDeletesBoth() {
        plain.put(ID, "plain");
        sealed.put(ID, "sealed");

        store.delete(ID);

        assertEquals(Optional.empty(), plain.document(ID));
        assertEquals(Optional.empty(), sealed.document(ID));
    }

    @Test
    void allSessionsAreListedWhereverTheyAre() {
        SessionId bob = new SessionId("work", "bob");
        plain.put(ID, "plain");
        sealed.put(bob, "sealed");

        assertEquals(Set.of(ID, bob), Set.copyOf(store.list()));
        assertTrue(warnings.isEmpty());
    }

    private static void save(ChosenStore store, String document) {
        try (SessionStore.PreparedSave save = store.prepare(ID)) {
            save.commit(Secret.of(document));
        }
    }
}
