package dev.latchkey.file;

import static dev.latchkey.testkit.InMemorySessionLock.held;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.LockTimeoutException;
import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.model.LockId;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionStore.PreparedSave;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class LinksTest {
    private static final SessionId ALICE = new SessionId("example", "alice");
    private static final LockId LOCK = LockId.session(ALICE);

    @TempDir(factory = FolderInMemory.class)
    Path home;

    private Path sessions;
    private Path elsewhere;
    private FileSessionStore store;

    @BeforeEach
    void makeFolders() throws IOException {
        sessions = Files.createDirectory(home.resolve("sessions"));
        elsewhere = Files.createDirectory(home.resolve("elsewhere"));
        store = new FileSessionStore(FileLayout.standard(sessions));
    }

    @Test
    void theRootMayBeALink() throws IOException {
        Path link = Files.createSymbolicLink(home.resolve("link"), sessions);
        FileSessionStore linked = new FileSessionStore(FileLayout.standard(link.resolve("deeper/sessions")));

        save(linked, "through a link");

        assertEquals(
                "through a link", Files.readString(sessions.resolve("deeper/sessions/example/alice/session.json")));
        assertEquals("through a link", linked.load(ALICE).orElseThrow().reveal());
    }

    @Test
    void locksThroughALinkToTheRootExcludeOthers() throws IOException {
        Path link = Files.createSymbolicLink(home.resolve("link"), sessions);
        SessionLock direct = new FileSessionLock(FileLayout.standard(sessions), home.resolve("locks"));
        SessionLock linked = new FileSessionLock(FileLayout.standard(link), home.resolve("locks"));
        // This root became a link only after it was resolved.
        SessionLock stale = new FileSessionLock(FileLayout.standard(home.resolve("later")), home.resolve("locks"));
        Files.createSymbolicLink(home.resolve("later"), sessions);

        try (SessionLock.Hold hold = direct.acquire(LOCK, Duration.ZERO)) {
            assertThrows(LockTimeoutException.class, () -> linked.acquire(LOCK, Duration.ZERO));
            assertThrows(LockTimeoutException.class, () -> stale.acquire(LOCK, Duration.ZERO));
        }
        linked.acquire(LOCK, Duration.ZERO).close();
        stale.acquire(LOCK, Duration.ZERO).close();
    }

    @Test
    void aLinkInPlaceOfAProvidersFolderIsRefusedByEverything() throws IOException {
        Files.createDirectory(elsewhere.resolve("alice"));
        Files.createSymbolicLink(sessions.resolve("example"), elsewhere);

        assertEverythingIsRefused();
        assertEquals(List.of("alice"), names(elsewhere));
        assertEquals(List.of(), names(elsewhere.resolve("alice")));
    }

    @Test
    void aLinkInPlaceOfASessionsFolderIsRefusedByEverything() throws IOException {
        Files.createDirectory(sessions.resolve("example"));
        Files.writeString(elsewhere.resolve("session.json"), "{}");
        Files.writeString(elsewhere.resolve(".session.json.new"), "{}");
        Files.createSymbolicLink(sessions.resolve("example/alice"), elsewhere);

        assertEverythingIsRefused();
        assertEquals(List.of(".session.json.new", "session.json"), names(elsewhere));
        assertEquals(List.of(), store.list());
    }

    @Test
    void aDanglingLinkIsRefusedAsWell() throws IOException {
        Files.createSymbolicLink(sessions.resolve("example"), home.resolve("nowhere"));

        assertEverythingIsRefused();
        assertFalse(Files.exists(home.resolve("nowhere")));
    }

    @Test
    void aLinkInPlaceOfTheDocumentIsNeitherReadNorReplacedNorFollowed() throws IOException {
        Path target = Files.writeString(elsewhere.resolve("target"), "of somebody else");
        Path document =
                Files.createDirectories(sessions.resolve("example/alice")).resolve("session.json");
        Files.createSymbolicLink(document, target);

        refused(Reason.UNREADABLE, () -> store.load(ALICE));
        refused(Reason.NOT_WRITABLE, () -> store.prepare(ALICE, held(ALICE)));
        assertFalse(store.interrupted(ALICE).isPresent());
        assertTrue(Files.isSymbolicLink(document));

        store.delete(ALICE, held(ALICE));
        assertFalse(Files.isSymbolicLink(document));
        assertEquals("of somebody else", Files.readString(target));
    }

    @Test
    void aLinkInPlaceOfTheDocumentIsSetAsideItself() throws IOException {
        Path target = Files.writeString(elsewhere.resolve("target"), "of somebody else");
        Path document =
                Files.createDirectories(sessions.resolve("example/alice")).resolve("session.json");
        Files.createSymbolicLink(document, target);

        Path where = Path.of(store.setAside(ALICE, held(ALICE)).orElseThrow());

        assertTrue(Files.isSymbolicLink(where));
        save(store, "ours");
        assertEquals("of somebody else", Files.readString(target));
    }

    @Test
    void aLinkInPlaceOfWhatIsWrittenBesideIsReplacedAndNotFollowed() throws IOException {
        Path target = Files.writeString(elsewhere.resolve("target"), "of somebody else");
        Path folder = Files.createDirectories(sessions.resolve("example/alice"));
        Files.createSymbolicLink(folder.resolve(".session.json.new"), target);

        save(store, "ours");

        assertEquals("of somebody else", Files.readString(target));
        assertTrue(Files.isRegularFile(folder.resolve("session.json")));
        assertEquals("ours", store.load(ALICE).orElseThrow().reveal());
    }

    @Test
    void aLinkThatIsPutThereBetweenPrepareAndCommitIsNotFollowed() throws IOException {
        Path target = Files.writeString(elsewhere.resolve("target"), "of somebody else");
        try (PreparedSave save = store.prepare(ALICE, held(ALICE))) {
            Path beside = sessions.resolve("example/alice/.session.json.new");
            Files.delete(beside);
            Files.createSymbolicLink(beside, target);
            save.commit(Secret.of("ours"));
        }
        assertEquals("of somebody else", Files.readString(target));
        assertTrue(Files.isRegularFile(sessions.resolve("example/alice/session.json"), LinkOption.NOFOLLOW_LINKS));
        assertEquals(Optional.of(Secret.of("ours")), store.load(ALICE));
    }

    @Test
    void aLinkInPlaceOfALockFileIsRefused() throws IOException {
        Path folder = Files.createDirectories(sessions.resolve("example/alice"));
        Files.createSymbolicLink(folder.resolve("session.lock"), elsewhere.resolve("target"));
        SessionLock lock = new FileSessionLock(FileLayout.standard(sessions), home.resolve("locks"));

        refused(Reason.NOT_WRITABLE, () -> lock.acquire(LOCK, Duration.ZERO));
        assertFalse(Files.exists(elsewhere.resolve("target")));
    }

    @Test
    void aHardLinkIsReadAndTheOtherNameKeepsTheOldDocument() throws IOException {
        save(store, "old");
        Path other = Files.createLink(elsewhere.resolve("other"), sessions.resolve("example/alice/session.json"));
        assertEquals("old", store.load(ALICE).orElseThrow().reveal());

        save(store, "new");

        assertEquals("old", Files.readString(other));
        assertEquals("new", store.load(ALICE).orElseThrow().reveal());
    }

    private void assertEverythingIsRefused() {
        SessionLock lock = new FileSessionLock(FileLayout.standard(sessions), home.resolve("locks"));
        refused(Reason.UNREADABLE, () -> store.load(ALICE));
        refused(Reason.NOT_WRITABLE, () -> store.prepare(ALICE, held(ALICE)));
        refused(Reason.NOT_WRITABLE, () -> store.delete(ALICE, held(ALICE)));
        refused(Reason.NOT_WRITABLE, () -> store.setAside(ALICE, held(ALICE)));
        refused(Reason.NOT_WRITABLE, () -> lock.acquire(LOCK, Duration.ZERO));
    }

    private static void refused(Reason reason, Executable action) {
        StorageException refusal = assertThrows(StorageException.class, action);
        assertEquals(reason, refusal.reason());
        assertTrue(refusal.toString().contains("symbolic link"), refusal::toString);
    }

    private static void save(FileSessionStore store, String document) {
        try (PreparedSave save = store.prepare(ALICE, held(ALICE))) {
            save.commit(Secret.of(document));
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }
}
