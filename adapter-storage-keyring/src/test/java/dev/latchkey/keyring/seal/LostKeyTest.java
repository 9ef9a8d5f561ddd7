package dev.latchkey.keyring.seal;

import static dev.latchkey.keyring.guard.Says.assertSays;
import static dev.latchkey.keyring.seal.Installation.ALICE;
import static dev.latchkey.keyring.seal.Installation.BOB;
import static dev.latchkey.testkit.InMemorySessionLock.held;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.keyring.KeyringState;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A keyring that no longer has the key that sessions were sealed with. */
class LostKeyTest {
    private Installation installation;
    private KeyringSessionStore store;
    private Map<String, Secret> lost;

    @BeforeEach
    void loseTheKey() {
        installation = new Installation();
        installation.save(installation.process(), ALICE, "of alice");
        installation.save(installation.process(), BOB, "of bob");
        lost = Map.copyOf(installation.keyring.entries);
        installation.keyring.entries.clear();
        store = installation.process();
    }

    @Test
    void loadingSaysThatTheKeyIsLostAndWhatToDo() {
        StorageException e = assertThrows(StorageException.class, () -> store.load(ALICE));

        assertEquals(Reason.KEY_LOST, e.reason());
        assertSays("log in again", e);
        assertSays(installation.keyNameOf(ALICE), e);
    }

    @Test
    void anEntryThatHoldsNoKeyIsALostKeyToo() {
        for (String value : new String[] {"", "short", "?", "A".repeat(44)}) {
            installation.keyring.entries.put(installation.keyNameOf(ALICE), Secret.of(value));
            assertEquals(
                    Reason.KEY_LOST,
                    assertThrows(StorageException.class, () -> store.load(ALICE))
                            .reason());
        }
    }

    @Test
    void anotherAccountMayLogInAllTheSame() {
        SessionId carol = new SessionId("example", "carol");

        installation.save(store, carol, "of carol");

        assertEquals("of carol", installation.load(carol));
        installation.keyring.entries.putAll(lost);
        assertEquals("of alice", installation.load(ALICE));
    }

    @Test
    void aKeyringThatComesBackIsUsedUnderTheKeyOfBeforeOnceTheNewOneIsGone() {
        installation.save(store, ALICE, "new");
        installation.keyring.entries.clear();
        installation.keyring.entries.putAll(lost);

        installation.save(installation.process(), BOB, "new");

        assertEquals(lost.keySet(), installation.keyring.entries.keySet());
    }

    @Test
    void aKeyringThatComesBackOpensEverythingAgain() {
        assertThrows(StorageException.class, () -> store.load(ALICE));

        installation.keyring.entries.putAll(lost);

        assertEquals("of alice", store.load(ALICE).orElseThrow().reveal());
    }

    @Test
    void aLoginMayReplaceTheKeyAndTheOtherDocumentsStayAsTheyWere() {
        String others = installation.beneath.document(BOB).orElseThrow();

        installation.save(store, ALICE, "new");

        assertEquals("new", installation.load(ALICE));
        assertEquals(others, installation.beneath.document(BOB).orElseThrow());
        assertEquals(
                Reason.KEY_LOST,
                assertThrows(StorageException.class, () -> store.load(BOB)).reason());
        installation.keyring.entries.putAll(lost);
        assertEquals("of bob", store.load(BOB).orElseThrow().reveal());
    }

    @Test
    void aLoginThatSetsTheDocumentAsideMayStoreItsOwn() {
        assertTrue(store.setAside(ALICE, held(ALICE)).isPresent());

        installation.save(store, ALICE, "new");

        assertEquals("new", installation.load(ALICE));
    }

    @Test
    void aKeyThatIsNotLostIsNotReplaced() {
        installation.keyring.entries.putAll(lost);

        assertTrue(store.setAside(ALICE, held(ALICE)).isPresent());
        installation.save(store, ALICE, "new");

        assertEquals(lost, installation.keyring.entries);
    }

    @Test
    void aKeyringThatSaysNoneOnceHasLostNothing() {
        installation.keyring.entries.putAll(lost);
        installation.keyring.answerMissing(1);

        assertEquals("of alice", store.load(ALICE).orElseThrow().reveal());
    }

    @Test
    void aKeyringThatIsLockedHasLostNothingAndIsNotReplaced() {
        installation.keyring.become(KeyringState.LOCKED);

        assertEquals(
                Reason.LOCKED,
                assertThrows(StorageException.class, () -> store.prepare(ALICE, held(ALICE)))
                        .reason());
        store.setAside(ALICE, held(ALICE));

        assertEquals(Set.of(), installation.keyring.entries.keySet());
    }

    @Test
    void whereNothingIsSealedNothingIsLost() {
        store.delete(ALICE, held(ALICE));
        store.delete(BOB, held(BOB));

        installation.save(store, ALICE, "new");

        assertEquals("new", installation.load(ALICE));
    }

    @Test
    void theLastLogoutForgetsTheLostKeyToo() {
        installation.save(store, ALICE, "new");
        installation.keyring.entries.putAll(lost);

        store.delete(ALICE, held(ALICE));
        store.delete(BOB, held(BOB));

        assertEquals(Set.of(), installation.keyring.entries.keySet());
    }
}
