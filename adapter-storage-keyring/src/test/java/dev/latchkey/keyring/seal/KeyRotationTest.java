package dev.latchkey.keyring.seal;

import static dev.latchkey.keyring.seal.Installation.ALICE;
import static dev.latchkey.keyring.seal.Installation.BOB;
import static dev.latchkey.testkit.InMemorySessionLock.held;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.keyring.KeyringBackend;
import dev.latchkey.model.LockId;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionStore.PreparedSave;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.stubbing.Answer;

class KeyRotationTest {
    private Installation installation;
    private KeyringSessionStore store;
    private String before;

    @BeforeEach
    void logInTwice() {
        installation = new Installation();
        store = installation.process();
        installation.save(store, ALICE, "of alice");
        installation.save(store, BOB, "of bob");
        before = installation.keyNameOf(ALICE);
    }

    @Test
    void everySessionIsSealedAnewAndTheOldKeyIsGone() throws Exception {
        assertEquals(List.of(), store.rotateKey());

        String after = installation.keyNameOf(ALICE);
        assertNotEquals(before, after);
        assertEquals(after, installation.keyNameOf(BOB));
        assertEquals(Set.of(after), installation.keyring.entries.keySet());
        assertEquals(List.of(after), installation.names());
        assertEquals("of alice", installation.load(ALICE));
        assertEquals("of bob", installation.load(BOB));
        assertFalse(installation.lock.isHeld(LockId.keyringKey()));
        assertFalse(installation.lock.isHeld(LockId.session(ALICE)));
    }

    @Test
    void withoutASealedSessionThereIsNothingToRotate() {
        store.delete(ALICE, held(ALICE));
        store.delete(BOB, held(BOB));

        assertEquals(List.of(), store.rotateKey());

        assertEquals(Set.of(), installation.keyring.entries.keySet());
        assertEquals(List.of(), installation.names());
    }

    @Test
    void aProcessThatReadTheOldDocumentReadsItAgainAndFindsTheNewKey() throws Exception {
        KeyringBackend rotatesWhenAsked = installation.mockKeyring();
        Answer<Object> rotatesFirst = get -> {
            store.rotateKey();
            return installation.keyring.get(get.getArgument(0));
        };
        doAnswer(rotatesFirst)
                .doAnswer(delegatesTo(installation.keyring))
                .when(rotatesWhenAsked)
                .get(any());
        assertEquals(
                "of alice",
                installation.process(rotatesWhenAsked).load(ALICE).orElseThrow().reveal());
    }

    @Test
    void aReaderWhoseSessionIsDeletedMeanwhileFindsNone() throws Exception {
        KeyringBackend logsOutWhenAsked = installation.mockKeyring();
        Answer<Object> logsOutFirst = get -> {
            store.delete(ALICE, held(ALICE));
            store.delete(BOB, held(BOB));
            return installation.keyring.get(get.getArgument(0));
        };
        doAnswer(logsOutFirst).when(logsOutWhenAsked).get(any());
        assertEquals(Optional.empty(), installation.process(logsOutWhenAsked).load(ALICE));
    }

    @Test
    void whatWasPreparedBeforeIsSealedUnderTheNewKey() {
        SessionId carol = new SessionId("example", "carol");
        try (PreparedSave save = store.prepare(carol, held(carol))) {
            installation.process().rotateKey();
            save.commit(Secret.of("fresh tokens"));
        }
        assertNotEquals(before, installation.keyNameOf(carol));
        assertEquals("fresh tokens", installation.load(carol));
        assertEquals(Set.of(installation.keyNameOf(carol)), installation.keyring.entries.keySet());
    }

    @Test
    void aSessionThatCannotBeReadIsLeftAsItIs() {
        installation.beneath.put(BOB, "rubbish");

        assertEquals(List.of(BOB), store.rotateKey());

        assertEquals("rubbish", installation.beneath.document(BOB).orElseThrow());
        assertEquals("of alice", installation.load(ALICE));
        assertEquals(
                Set.of(before, installation.keyNameOf(ALICE)),
                installation.keyring.entries.keySet(),
                "what is not understood may need the former key");
    }

    @Test
    void aRotationThatFailsHalfWayLosesNothingAndCanBeRepeated() {
        installation.beneath.failNextCommits(1);
        assertEquals(
                Reason.NOT_WRITABLE,
                assertThrows(StorageException.class, store::rotateKey).reason());
        assertEquals("of alice", installation.load(ALICE));
        assertEquals("of bob", installation.load(BOB));

        assertEquals(List.of(), installation.process().rotateKey());

        assertEquals(Set.of(installation.keyNameOf(ALICE)), installation.keyring.entries.keySet());
        assertEquals("of alice", installation.load(ALICE));
        assertEquals("of bob", installation.load(BOB));
    }

    @Test
    void aRotationWhoseKeyIsNotKeptChangesNothingForTheSessions() {
        installation.keyring.loseWrites();
        assertThrows(StorageException.class, store::rotateKey);

        installation.save(installation.process(), ALICE, "after");

        assertEquals(before, installation.keyNameOf(ALICE));
        assertEquals("after", installation.load(ALICE));
        assertEquals(Set.of(before), installation.keyring.entries.keySet());
    }
}
