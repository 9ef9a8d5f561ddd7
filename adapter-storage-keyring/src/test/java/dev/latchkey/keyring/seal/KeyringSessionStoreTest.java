package dev.latchkey.keyring.seal;

import static dev.latchkey.keyring.guard.Says.assertSays;
import static dev.latchkey.keyring.seal.Installation.ALICE;
import static dev.latchkey.keyring.seal.Installation.BOB;
import static dev.latchkey.testkit.InMemorySessionLock.held;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.keyring.KeyringBackend;
import dev.latchkey.keyring.KeyringState;
import dev.latchkey.keyring.guard.GuardedKeyring;
import dev.latchkey.model.KeyRegister;
import dev.latchkey.model.LockId;
import dev.latchkey.model.Secret;
import dev.latchkey.port.KeyNames;
import dev.latchkey.port.SessionLock.Hold;
import dev.latchkey.port.SessionStore.PreparedSave;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.stubbing.Answer;

class KeyringSessionStoreTest {
    private Installation installation;
    private KeyringSessionStore store;

    @BeforeEach
    void install() {
        installation = new Installation();
        store = installation.process();
    }

    @Test
    void nothingIsMadeBeforeSomethingIsSaved() {
        assertEquals(Optional.empty(), store.load(ALICE));
        assertEquals(List.of(), store.list());
        store.delete(ALICE, held(ALICE));

        assertEquals(List.of(), installation.keyring.takeCalls());
        assertEquals(List.of(), installation.names());
    }

    @Test
    void theDocumentIsSealedAndTheKeyringHoldsAKeyOnly() {
        installation.save(store, ALICE, "{\"refresh_token\":\"secret\"}");

        String stored = installation.beneath.document(ALICE).orElseThrow();
        assertTrue(stored.matches("latchkey-sealed:1:k1-[\\w-]{12}:[\\w-]{16}:[\\w-]+"), stored);
        assertEquals(Set.of(installation.keyNameOf(ALICE)), installation.keyring.entries.keySet());
        for (Secret key : installation.keyring.entries.values()) {
            assertEquals(43, key.reveal().length(), "so short that every keyring holds it");
        }
        assertEquals("{\"refresh_token\":\"secret\"}", installation.load(ALICE));
    }

    @Test
    void theSameDocumentIsNeverSealedIntoTheSameText() {
        installation.save(store, ALICE, "document");
        String first = installation.beneath.document(ALICE).orElseThrow();
        installation.save(store, ALICE, "document");

        assertNotEquals(first, installation.beneath.document(ALICE).orElseThrow());
    }

    @Test
    void allSessionsShareOneKeyAndAProcessAsksForItOnce() throws Exception {
        installation.save(store, ALICE, "of alice");
        installation.save(installation.process(), BOB, "of bob");
        assertEquals(1, installation.keyring.entries.size());
        assertEquals(List.copyOf(installation.keyring.entries.keySet()), installation.names());

        KeyringSessionStore third = installation.process();
        installation.keyring.takeCalls();
        third.load(ALICE);
        third.load(BOB);
        installation.save(third, ALICE, "again");

        assertEquals(List.of("probe", "get"), installation.keyring.takeCalls());
    }

    @Test
    void theKeyGoesWithTheLastDocumentAndNotBefore() {
        installation.save(store, ALICE, "of alice");
        installation.save(store, BOB, "of bob");

        store.delete(ALICE, held(ALICE));
        assertEquals(1, installation.keyring.entries.size());

        installation.process().delete(BOB, held(BOB));
        assertEquals(Set.of(), installation.keyring.entries.keySet());
        assertEquals(List.of(), installation.names());
    }

    @Test
    void afterTheLastLogoutTheNextLoginMakesAnotherKey() {
        installation.save(store, ALICE, "first");
        String first = installation.keyNameOf(ALICE);
        store.delete(ALICE, held(ALICE));

        installation.save(store, ALICE, "second");

        assertNotEquals(first, installation.keyNameOf(ALICE));
        assertEquals(Set.of(installation.keyNameOf(ALICE)), installation.keyring.entries.keySet());
    }

    @Test
    void aLastLogoutBetweenPreparingAndCommittingLeavesNothingSealedUnderADeletedKey() {
        installation.save(store, BOB, "of bob");
        try (PreparedSave save = store.prepare(ALICE, held(ALICE))) {
            installation.process().delete(BOB, held(BOB));
            assertEquals(Set.of(), installation.keyring.entries.keySet());

            save.commit(Secret.of("of alice"));
        }
        assertEquals("of alice", installation.load(ALICE));
        assertEquals(Set.of(installation.keyNameOf(ALICE)), installation.keyring.entries.keySet());
    }

    @Test
    void aKeyThatTheKeyringDoesNotLetGoStaysAndIsUsedAgain() {
        installation.save(store, ALICE, "first");
        String name = installation.keyNameOf(ALICE);
        installation.keyring.become(KeyringState.LOCKED);

        store.delete(ALICE, held(ALICE));

        assertEquals(List.of(), store.list());
        installation.keyring.become(KeyringState.READY);
        installation.save(installation.process(), BOB, "of bob");
        assertEquals(name, installation.keyNameOf(BOB));
        store.delete(BOB, held(BOB));
        assertEquals(Set.of(), installation.keyring.entries.keySet());
    }

    @Test
    void aKeyIsNoLongerNamedWhenItIsDeletedSoThatACrashLeavesNobodySealingUnderIt() throws Exception {
        installation.save(store, ALICE, "document");
        List<Boolean> named = new ArrayList<>();
        KeyringBackend watched = installation.mockKeyring();
        Answer<Object> looking = delete -> {
            named.add(!installation.names().isEmpty());
            return delegatesTo(installation.keyring).answer(delete);
        };
        doAnswer(looking).when(watched).delete(any());

        installation.process(watched).delete(ALICE, held(ALICE));

        assertEquals(List.of(false), named);
    }

    @Test
    void underAKeyWhoseDeletionIsSaidToHaveFailedNothingIsSealedAgain() throws Exception {
        installation.save(store, ALICE, "first");
        String former = installation.keyNameOf(ALICE);
        KeyringSessionStore remembersIt = installation.process();
        assertEquals(Optional.of(Secret.of("first")), remembersIt.load(ALICE));
        installation.keyring.failAt("delete", new IllegalStateException("broken"));

        store.delete(ALICE, held(ALICE));
        installation.save(remembersIt, BOB, "second");

        assertNotEquals(former, installation.keyNameOf(BOB));
    }

    @Test
    void whereTheKeysLockIsLostNothingIsSealedUnderAKeyThatMayBeDeleted() throws Exception {
        installation.save(store, ALICE, "old");
        KeyringBackend keyring = installation.mockKeyring();
        Answer<Object> losingTheLock = get -> {
            installation.lock.lose(LockId.keyringKey());
            return installation.keyring.get(get.getArgument(0));
        };
        doAnswer(losingTheLock).when(keyring).get(any());
        KeyringSessionStore other = installation.process(keyring);
        try (PreparedSave save = other.prepare(BOB, held(BOB))) {
            installation.process().rotateKey();

            StorageException e = assertThrows(StorageException.class, () -> save.commit(Secret.of("new")));
            assertEquals(Reason.LOCK_LOST, e.reason());
            save.commit(Secret.of("new"));
        }
        assertEquals("new", installation.load(BOB));
    }

    @ParameterizedTest
    @EnumSource(
            value = KeyringState.class,
            names = {"LOCKED", "NO_BUS", "NO_SERVICE", "NO_COLLECTION", "DENIED", "TIMED_OUT", "BUSY", "FAILED"})
    void aKeyringThatIsNotReadyFailsEverythingAndChangesNothing(KeyringState state) throws Exception {
        installation.save(store, ALICE, "document");
        String stored = installation.beneath.document(ALICE).orElseThrow();
        List<String> names = installation.names();
        installation.keyring.become(state);
        KeyringSessionStore other = installation.process();

        for (Executable call : List.<Executable>of(
                () -> other.load(ALICE),
                () -> other.prepare(ALICE, held(ALICE)),
                () -> other.prepare(BOB, held(BOB)),
                other::rotateKey)) {
            assertEquals(
                    state.reason(), assertThrows(StorageException.class, call).reason());
        }
        installation.keyring.become(KeyringState.READY);
        assertEquals(stored, installation.beneath.document(ALICE).orElseThrow());
        assertEquals(1, installation.keyring.entries.size());
        assertTrue(installation.names().containsAll(names));
        assertEquals("document", installation.load(ALICE));
        assertFalse(store.interrupted(ALICE).isPresent());
    }

    @Test
    void aFirstLoginWhileTheKeyringIsLockedLeavesNothingBehind() {
        installation.keyring.become(KeyringState.LOCKED);

        StorageException e = assertThrows(StorageException.class, () -> store.prepare(ALICE, held(ALICE)));

        assertEquals(Reason.LOCKED, e.reason());
        assertEquals(Set.of(), installation.keyring.entries.keySet());
        assertEquals(List.of(), installation.names());
        assertFalse(store.interrupted(ALICE).isPresent());
    }

    @Test
    void aKeyThatWasNotKeptIsNotUsed() {
        installation.keyring.loseWrites();

        assertThrows(StorageException.class, () -> store.prepare(ALICE, held(ALICE)));
        assertThrows(StorageException.class, () -> store.prepare(ALICE, held(ALICE)));

        assertEquals(List.of(), store.list());
    }

    @Test
    void aProcessThatHasSeenTheKeyGoesOnWhileTheKeyringIsLocked() {
        installation.save(store, ALICE, "old");
        installation.keyring.become(KeyringState.LOCKED);

        installation.save(store, ALICE, "new");

        assertEquals("new", store.load(ALICE).orElseThrow().reveal());
    }

    @Test
    void aDocumentOfAnotherSessionDoesNotOpenInThisOnesPlace() {
        installation.save(store, ALICE, "of alice");
        installation.beneath.put(BOB, installation.beneath.document(ALICE).orElseThrow());

        StorageException e = assertThrows(StorageException.class, () -> store.load(BOB));

        assertEquals(Reason.CORRUPT, e.reason());
        assertSays("sealed for another session", e);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "latchkey-sealed",
                "latchkey-sealed:",
                "latchkey-sealed:0:a:b:c",
                "latchkey-sealed:x:a:b:c",
                "latchkey-sealed:1:k1-short:AAAA:AAAA",
                "latchkey-sealed:1:k1-AAAAAAAAAAAA:AAAA",
                "latchkey-sealed:1:k1-AAAAAAAAAAAA:?:AAAA",
                "latchkey-sealed:1:k1-AAAAAAAAAAAA:AAAA:AAAA:AAAA"
            })
    void whatIsNoSealedDocumentIsCorruptAndNotShown(String stored) {
        installation.beneath.put(ALICE, stored);

        StorageException e = assertThrows(StorageException.class, () -> store.load(ALICE));

        assertEquals(Reason.CORRUPT, e.reason());
        assertSays("memory:example/alice", e);
        assertSays("Log in again", e);
    }

    @Test
    void whatANewerVersionSealedIsLeftAlone() throws Exception {
        installation.save(store, ALICE, "document");
        installation.save(store, BOB, "document");
        String newer = "latchkey-sealed:2:something else";
        installation.beneath.put(BOB, newer);

        assertEquals(
                Reason.NEWER_VERSION,
                assertThrows(StorageException.class, () -> store.load(BOB)).reason());
        assertEquals(List.of(BOB), store.rotateKey());
        assertEquals(newer, installation.beneath.document(BOB).orElseThrow());
        assertEquals(2, installation.keyring.entries.size(), "it may need the former key");
        assertEquals(2, installation.names().size());
    }

    @Test
    void namesThatAreGoneAreWrittenAgainFromWhatTheDocumentsSay() {
        installation.save(store, ALICE, "of alice");
        installation.register.write(installation.register.read().without(installation.keyNameOf(ALICE)));

        installation.save(installation.process(), BOB, "of bob");

        assertEquals(installation.keyNameOf(ALICE), installation.keyNameOf(BOB));
        assertEquals(1, installation.keyring.entries.size());
        assertEquals(List.of(installation.keyNameOf(ALICE)), installation.names());
    }

    @Test
    void aRegisterThatCannotBeReadOrWrittenFailsTheSaveBeforeAnEntryIsMade() {
        for (boolean readable : List.of(false, true)) {
            KeyringSessionStore broken = new KeyringSessionStore(
                    installation.beneath,
                    installation.lock,
                    new GuardedKeyring(installation.keyring, Duration.ofSeconds(60)),
                    new BrokenKeyNames(readable));

            StorageException e = assertThrows(StorageException.class, () -> broken.prepare(ALICE, held(ALICE)));

            assertSays("keyring-key is broken", e);
            assertEquals(Set.of(), installation.keyring.entries.keySet());
        }
    }

    private record BrokenKeyNames(boolean readable) implements KeyNames {
        @Override
        public KeyRegister read() {
            if (readable) {
                return KeyRegister.empty();
            }
            throw failure(Reason.UNREADABLE);
        }

        @Override
        public void write(KeyRegister register) {
            throw failure(Reason.NOT_WRITABLE);
        }

        private static StorageException failure(Reason reason) {
            return new StorageException(reason, "keyring-key", "keyring-key is broken", null);
        }
    }

    @Test
    void aCommitOnAnInterruptedThreadIsStoredAndTheInterruptIsKept() {
        PreparedSave save = store.prepare(ALICE, held(ALICE));
        Hold hold = held(BOB);
        Thread.currentThread().interrupt();
        try (save) {
            save.commit(Secret.of("fresh tokens"));
            store.delete(BOB, hold);
        }
        assertTrue(Thread.interrupted());
        assertEquals("fresh tokens", installation.load(ALICE));
    }
}
