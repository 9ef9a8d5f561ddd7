package dev.latchkey.keyring.seal;

import static dev.latchkey.testkit.InMemorySessionLock.held;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.file.FileLayout;
import dev.latchkey.file.FileSessionLock;
import dev.latchkey.file.FileSessionStore;
import dev.latchkey.file.LatchkeyFolders;
import dev.latchkey.file.SharedFolder;
import dev.latchkey.keyring.KeyringState;
import dev.latchkey.keyring.guard.FakeKeyring;
import dev.latchkey.keyring.guard.GuardedKeyring;
import dev.latchkey.local.storage.FileKeyNames;
import dev.latchkey.model.LockId;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several homes that share a keyring, with real folders. None may delete a key that another needs. */
class HomesTest {
    private static final SessionId BITFOUNT = new SessionId("bitfount", "alice");
    private static final SessionId WORK = new SessionId("work", "bob");

    @TempDir
    private Path user;

    private FakeKeyring keyring;
    private Path shared;
    private Home home;

    @BeforeEach
    void setUp() {
        keyring = new FakeKeyring();
        shared = user.resolve(".bitfount");
        home = new Home("share", shared);
    }

    /** A home. Each call acts like a new process that has not seen a key yet. */
    private final class Home {
        private final LatchkeyFolders folders;
        private final FileLayout layout;
        private final SessionLock lock;

        Home(String name, Path bitfount) {
            folders = new LatchkeyFolders(user.resolve(name)).with(new SharedFolder("bitfount", bitfount, ".token"));
            layout = FileLayout.of(folders).withDocument("session.enc");
            lock = new FileSessionLock(layout, folders.locks());
        }

        KeyringSessionStore store(SessionStore... others) {
            return new KeyringSessionStore(
                    documents(),
                    lock,
                    new GuardedKeyring(keyring, Duration.ofSeconds(60)),
                    FileKeyNames.of(folders),
                    List.of(others));
        }

        SessionStore documents() {
            return new FileSessionStore(layout);
        }

        void logIn(SessionId id) {
            try (SessionLock.Hold hold = lock.acquire(LockId.session(id), Duration.ofSeconds(60));
                    SessionStore.PreparedSave save = store().prepare(id, hold)) {
                save.commit(Secret.of("of " + id));
            }
        }

        void logOut(SessionId id, SessionStore... others) {
            try (SessionLock.Hold hold = lock.acquire(LockId.session(id), Duration.ofSeconds(60))) {
                store(others).delete(id, hold);
            }
        }

        void assertOpens(SessionId id) {
            assertEquals("of " + id, store().load(id).orElseThrow().reveal());
        }

        Set<String> keyNames() throws IOException {
            return Set.copyOf(Files.readAllLines(folders.keyringKey()));
        }
    }

    @Test
    void theKeysOfAHomeBeginWithItsIdAndAnotherHomeHasAnother() throws IOException {
        Home other = new Home("other", user.resolve("elsewhere"));
        home.logIn(WORK);
        String first = onlyKey();
        home.logOut(WORK);
        home.logIn(BITFOUNT);
        String second = onlyKey();
        other.logIn(WORK);
        String others = other.keyNames().iterator().next();

        assertEquals(id(first), id(second));
        assertNotEquals(first, second);
        assertNotEquals(id(first), id(others));
        assertTrue(second.matches("k1-[A-Za-z0-9_-]{12}"), second);
    }

    @Test
    void aSecondHomeThatSharesBitfountsFolderDeletesOnlyItsOwnKeys() {
        home.logIn(BITFOUNT);
        home.logIn(WORK);
        Set<String> ours = Set.copyOf(keyring.entries.keySet());
        Home second = new Home("second", shared);
        SessionId carol = new SessionId("bitfount", "carol");
        second.logIn(carol);
        second.assertOpens(BITFOUNT);

        second.logOut(carol);
        second.logOut(BITFOUNT);

        assertEquals(ours, keyring.entries.keySet());
        home.assertOpens(WORK);
    }

    @Test
    void theSameHomeWithBitfountsFolderElsewhereDeletesNoKeyOfWhatItDoesNotSee() {
        home.logIn(BITFOUNT);
        home.logIn(WORK);

        new Home("share", user.resolve("share").resolve("bitfount")).logOut(WORK);

        home.assertOpens(BITFOUNT);
        home.logOut(BITFOUNT);
        assertEquals(Set.of(), keyring.entries.keySet());
    }

    @Test
    void theSameHomeWithBitfountsFolderElsewhereSealsNothingUnderAKeyThatTheOtherDeletes() {
        home.logIn(WORK);
        Home moved = new Home("share", user.resolve("share").resolve("bitfount"));
        moved.logIn(BITFOUNT);

        home.logOut(WORK);

        moved.assertOpens(BITFOUNT);
    }

    @Test
    void aCopyOfAHomeDeletesNoKeyOfTheOriginal() throws IOException {
        Home original = new Home("original", user.resolve("original").resolve("bitfount"));
        original.logIn(WORK);
        copy(user.resolve("original"), user.resolve("copy"));

        new Home("copy", user.resolve("copy").resolve("bitfount")).logOut(WORK);

        original.assertOpens(WORK);
    }

    @Test
    void whereElseADocumentNamesTheKeyItIsKept() throws IOException {
        // Version 0.1.0 does this: it seals with whichever key is named first.
        home.logIn(WORK);
        SessionStore elsewhere = new FileSessionStore(FileLayout.shared(
                        new SharedFolder("bitfount", user.resolve("elsewhere"), ".token"),
                        user.resolve("share").resolve("sessions"))
                .withDocument("session.enc"));
        put(
                elsewhere,
                BITFOUNT,
                Secret.of("latchkey-sealed:1:" + onlyKey() + ":AAAAAAAAAAAAAAAA:AAAAAAAAAAAAAAAAAAAAAAAAAAA"));

        home.logOut(WORK, elsewhere);

        assertEquals(1, keyring.entries.size());
        elsewhere.delete(BITFOUNT, held(BITFOUNT));
        home.logIn(WORK);
        home.logOut(WORK, elsewhere);
        assertEquals(Set.of(), keyring.entries.keySet());
    }

    @Test
    void whatIsNotUnderstoodMayNeedTheKey() {
        home.logIn(WORK);
        SessionStore elsewhere = new Home("other", user.resolve("elsewhere")).documents();
        put(elsewhere, BITFOUNT, Secret.of("torn"));

        home.logOut(WORK, elsewhere);

        assertEquals(1, keyring.entries.size());
    }

    @Test
    void aKeyThatVersion010MadeIsUsedToOpenAndNeverDeleted() throws IOException {
        String old = "k1-AbCdEfGhIjKl";
        keyring.entries.put(old, Secret.of("A".repeat(43)));
        Files.createDirectories(user.resolve("share"));
        Files.writeString(home.folders.keyringKey(), old + "\n");
        SealedDocument.Key key =
                SealedDocument.Key.of(old, keyring.entries.get(old)).orElseThrow();
        put(home.documents(), WORK, SealedDocument.seal(key, WORK, Secret.of("of " + WORK), new SecureRandom()));
        home.assertOpens(WORK);

        home.logIn(BITFOUNT);

        assertEquals(2, keyring.entries.size());
        home.assertOpens(WORK);
        home.logOut(WORK);
        home.logOut(BITFOUNT);
        assertEquals(Set.of(old), keyring.entries.keySet());
        assertEquals(Set.of(old), home.keyNames());
    }

    @Test
    void theIdSurvivesARewriteOfTheNamesByVersion010() throws IOException {
        home.logIn(WORK);
        String ours = onlyKey();
        Files.writeString(home.folders.keyringKey(), "k1-AbCdEfGhIjKl\n" + ours + "\n");

        home.logIn(BITFOUNT);

        assertEquals(Set.of(ours), keyring.entries.keySet());
        home.logOut(WORK);
        home.logOut(BITFOUNT);
        assertEquals(Set.of(), keyring.entries.keySet());
    }

    @Test
    void documentsOfAnotherKeyringKeepNobodyFromLoggingIn() {
        home.logIn(BITFOUNT);
        keyring = new FakeKeyring();
        Home second = new Home("second", shared);

        second.logIn(WORK);

        second.assertOpens(WORK);
    }

    @Test
    void aLogoutThatHasBegunElsewhereStillNeedsTheKey() {
        home.logIn(WORK);
        home.logIn(BITFOUNT);
        home.store().beginLogout(WORK, held(WORK));

        home.logOut(BITFOUNT);

        assertEquals("of " + WORK, home.store().loadEnding(WORK).orElseThrow().reveal());
        keyring.become(KeyringState.LOCKED);
        home.logOut(WORK);
        assertFalse(home.store().loadEnding(WORK).isPresent());
    }

    @Test
    void aDocumentThatWasSetAsideKeepsItsKey() {
        home.logIn(WORK);
        Set<String> before = Set.copyOf(keyring.entries.keySet());
        assertTrue(home.store().setAside(WORK, held(WORK)).isPresent());

        home.logIn(WORK);
        home.logOut(WORK);

        assertEquals(before, keyring.entries.keySet());
    }

    private String onlyKey() {
        assertEquals(1, keyring.entries.size());
        return keyring.entries.keySet().iterator().next();
    }

    private static String id(String keyName) {
        return keyName.substring(3, 9);
    }

    private static void put(SessionStore store, SessionId id, Secret document) {
        try (SessionStore.PreparedSave save = store.prepare(id, held(id))) {
            save.commit(document);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
    }
}
