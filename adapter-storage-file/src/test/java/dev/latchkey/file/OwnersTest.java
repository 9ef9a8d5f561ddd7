package dev.latchkey.file;

import static dev.latchkey.testkit.InMemorySessionLock.held;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.model.LockId;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionStore.PreparedSave;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders that belong to other people or that others can write to. Tests that need another owner must run as root. */
class OwnersTest {
    private static final SessionId ALICE = new SessionId("example", "alice");
    private static final int ANOTHER = 65534;

    @TempDir(factory = FolderInMemory.class)
    Path temporary;

    private Path home;
    private LatchkeyFolders folders;
    private FileSessionStore store;
    private Path document;

    @BeforeEach
    void saveOne() throws IOException {
        home = temporary.toRealPath().resolve("home");
        folders = Shared.folders(home, home.resolve("bitfount"));
        store = new FileSessionStore(FileLayout.of(folders));
        save(store, "old");
        new CurrentAccounts(folders).set(ALICE);
        document = home.resolve("sessions/example/alice/session.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "sessions", "sessions/example", "sessions/example/alice"})
    void aFolderOfAnotherPersonIsRefusedAndNamedWithItsOwner(String folder) throws IOException {
        give(home.resolve(folder).normalize());

        assertRefused("belongs to nobody, not to you");
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "sessions", "sessions/example", "sessions/example/alice"})
    void aFolderThatEveryoneCanWriteIsRefused(String folder) throws IOException {
        Path open = home.resolve(folder).normalize();
        setMode(open, "rwxrwxrwx");

        assertRefused(". Run: chmod o-w '" + open + "'");
    }

    @Test
    void aDocumentOfAnotherPersonIsNeitherReadNorReplaced() throws IOException {
        give(document);

        assertEquals(
                Reason.UNREADABLE,
                refused("the file belongs to nobody, not to you", () -> store.load(ALICE))
                        .reason());
        assertEquals(
                Reason.NOT_WRITABLE,
                refused("the file belongs to nobody, not to you", () -> store.prepare(ALICE, held(ALICE)))
                        .reason());
    }

    private void assertRefused(String words) throws IOException {
        FileSessionLock lock = new FileSessionLock(FileLayout.of(folders), folders.locks());
        for (Executable read : List.<Executable>of(() -> store.load(ALICE), () -> store.interrupted(ALICE))) {
            assertEquals(Reason.UNREADABLE, refused(words, read).reason());
        }
        for (Executable write : List.<Executable>of(
                () -> store.prepare(ALICE, held(ALICE)),
                () -> store.beginLogout(ALICE, held(ALICE)),
                () -> lock.acquire(LockId.session(ALICE), Duration.ZERO))) {
            assertEquals(Reason.NOT_WRITABLE, refused(words, write).reason());
        }
        assertEquals("old", Files.readString(document));
        FileSessionStore unsafe =
                new FileSessionStore(FileLayout.of(new LatchkeyFolders(folders.home(), folders.shared(), true)));
        assertEquals(Optional.of(Secret.of("old")), unsafe.load(ALICE));
        save(unsafe, "new");
        assertEquals(Optional.of(Secret.of("new")), unsafe.load(ALICE));
    }

    @Test
    void theHomeIsCheckedForThoseWhoKeepOtherThingsInIt() throws IOException {
        folders.check();
        setMode(home, "rwxrwxrwx");
        refused("everyone on this machine can write", folders::check);
        refused("everyone on this machine can write", () -> new CurrentAccounts(folders).get("example"));
        refused("everyone on this machine can write", store::list);
        setMode(home, "rwx------");
        give(home);
        refused("belongs to nobody", folders::check);
        assertEquals(Optional.of("nobody"), folders.owner());
        new LatchkeyFolders(home, List.of(Shared.in(home.resolve("bitfount"))), true).check();
        Path absent = home.resolve("absent");
        new LatchkeyFolders(absent).check();
        assertEquals(Optional.empty(), new LatchkeyFolders(absent).owner());
    }

    @Test
    void inAFolderForAllWithTheStickyBitAFolderOfOnesOwnIsSafe() throws IOException {
        Path shared = Files.createDirectory(temporary.resolve("shared"));
        Files.setAttribute(shared, "unix:mode", 01777);
        FileSessionStore inside = new FileSessionStore(FileLayout.standard(shared));

        save(inside, "a document");

        assertEquals(Optional.of(Secret.of("a document")), inside.load(ALICE));
        assertEquals(01777, (Integer) Files.getAttribute(shared, "unix:mode") & 07777);
    }

    @Test
    void aFolderThatAGroupCanWriteIsNarrowedByTheNextSave() throws IOException {
        for (String folder : List.of(".", "sessions", "sessions/example", "sessions/example/alice")) {
            setMode(home.resolve(folder), "rwxrwxr-x");
        }

        assertEquals(Optional.of(Secret.of("old")), store.load(ALICE));
        save(store, "new");

        assertEquals("rwxr-xr-x", mode(home));
        assertEquals("rwxr-xr-x", mode(home.resolve("sessions")));
        assertEquals("rwx------", mode(home.resolve("sessions/example")));
        assertEquals("rwx------", mode(home.resolve("sessions/example/alice")));
    }

    @Test
    void whatIsAboveTheHomeMayBeAsItIs() throws IOException {
        setMode(temporary, "rwxrwxrwx");

        save(store, "new");

        assertEquals(Optional.of(Secret.of("new")), store.load(ALICE));
        assertEquals("rwxrwxrwx", mode(temporary));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sessions/example/alice/session.json", "sessions/example/alice/.session.json.ending"})
    void aFileOfAnotherPersonIsNotRead(String name) throws IOException {
        Path file = home.resolve(name);
        if (!Files.exists(file)) {
            Files.writeString(file, "0".repeat(64));
        }
        give(file);

        assertEquals(
                Reason.UNREADABLE,
                refused("belongs to nobody, not to you", () -> store.load(ALICE))
                        .reason());
    }

    @Test
    void theSelectionOfAnotherPersonIsNotReadButReplaced() throws IOException {
        CurrentAccounts current = new CurrentAccounts(folders);
        give(home.resolve("sessions/example/current"));
        refused("belongs to nobody", () -> current.get("example"));

        current.set(ALICE);

        assertEquals(Optional.of("alice"), current.get("example"));
    }

    @Test
    void rootMakesNothingInAFolderOfAnotherPerson() throws IOException {
        Path others = Files.createDirectory(temporary.resolve("others"));
        give(others);
        LatchkeyFolders there = Shared.folders(others.resolve(".local/latchkey"), others.resolve(".bitfount"));
        FileSessionStore inside = new FileSessionStore(FileLayout.of(there));

        refused("belongs to nobody, not to you", () -> inside.prepare(ALICE, held(ALICE)));

        assertEquals(List.of(), names(others));
    }

    @Test
    void aFolderIsNotToBeMadeInOneOfAnotherPersonOrBelowAnUnsafeHome() throws IOException {
        Path others = Files.createDirectory(temporary.resolve("others"));
        give(others);

        folders.checkMaking(home.resolve("some/new"));
        refused("belongs to nobody, not to you", () -> folders.checkMaking(others.resolve("some/new")));
        new LatchkeyFolders(home, List.of(), true).checkMaking(others.resolve("some/new"));
        setMode(home, "rwxrwxrwx");
        refused("everyone on this machine can write", () -> folders.checkMaking(home.resolve("some/new")));
    }

    @Test
    void whatRootMakesInAFolderOfAnotherPersonWhereThatIsAllowedIsThatPersons() throws IOException {
        Path others = Files.createDirectory(temporary.resolve("others"));
        give(others);
        LatchkeyFolders there = new LatchkeyFolders(
                others.resolve(".local/latchkey"), List.of(Shared.in(others.resolve(".bitfount"))), true);
        FileLayout layout = FileLayout.of(there);
        FileSessionStore inside = new FileSessionStore(layout);
        SessionId longName = new SessionId("example", "x".repeat(255));
        save(inside, "a document");
        inside.beginLogout(ALICE, held(ALICE));
        inside.prepare(longName, held(longName));
        new CurrentAccounts(there).set(ALICE);
        new FileSessionLock(layout, there.locks())
                .acquire(LockId.login(ALICE), Duration.ZERO)
                .close();
        new FileSessionLock(layout, there.locks())
                .acquire(LockId.session(ALICE), Duration.ZERO)
                .close();

        try (Stream<Path> all = Files.walk(others)) {
            List<Path> made = all.toList();
            assertTrue(made.size() > 12, made::toString);
            for (Path each : made) {
                assertEquals(ANOTHER, Files.getAttribute(each, "unix:uid", LinkOption.NOFOLLOW_LINKS), each.toString());
                assertEquals(ANOTHER, Files.getAttribute(each, "unix:gid", LinkOption.NOFOLLOW_LINKS), each.toString());
            }
        }
    }

    @Test
    void whatRootCannotGiveAwayIsRefusedBeforeAnythingIsSent() throws IOException {
        Path others = Files.createDirectory(temporary.resolve("others"));
        give(others);
        FaultyFiles files = new FaultyFiles((operation, path, done) -> {
            if (operation.equals("set unix:uid") && path.endsWith(".session.json.new")) {
                throw new FileSystemException(path.toString(), null, "Operation not permitted");
            }
        });
        FileSessionStore inside = new FileSessionStore(FileLayout.of(
                new LatchkeyFolders(files.wrap(others), List.of(Shared.in(files.wrap(others.resolve("b")))), true)));

        refused("Operation not permitted", () -> inside.prepare(ALICE, held(ALICE)));

        assertEquals(List.of(), names(others.resolve("sessions/example/alice")));
    }

    @Test
    void whatRootLeftInAFolderCanBeReplacedByItsOwner() throws Exception {
        Path lock = Files.createFile(document.resolveSibling("session.lock"));
        for (Path file : List.of(document, lock, home.resolve("sessions/example/current"))) {
            setMode(file, "rw-------");
        }
        for (String folder : List.of(".", "sessions", "sessions/example", "sessions/example/alice")) {
            give(home.resolve(folder).normalize());
        }
        give(home.resolve("sessions/example/.current.lock"));
        setMode(temporary, "rwxr-xr-x");
        List<String> command =
                new ArrayList<>(List.of("setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"));
        command.addAll(ChildJvm.command(AfterRoot.class));
        command.add(home.toString());
        try (ChildJvm child = ChildJvm.start(command)) {
            String first = child.line();
            assumeFalse(first.contains("Could not find or load main class"), "another person cannot read the classes");
            assertEquals(Scenarios.DONE, first);
        }
    }

    @Test
    void whatIsSwappedInBetweenPrepareAndCommitNeverGetsTheTokens() throws IOException {
        Path beside = document.resolveSibling(".session.json.new");
        try (PreparedSave save = store.prepare(ALICE, held(ALICE))) {
            Files.delete(beside);
            Files.writeString(beside, "");
            setMode(beside, "rw-rw-rw-");
            try (FileChannel spy = FileChannel.open(beside, StandardOpenOption.READ)) {
                save.commit(Secret.of("new"));
                assertEquals(-1, spy.read(ByteBuffer.allocate(10)));
            }
        }
        assertEquals(Optional.of(Secret.of("new")), store.load(ALICE));
        assertEquals("rw-------", mode(document));
        assertEquals(List.of("session.json"), names(home.resolve("sessions/example/alice")));
    }

    @Test
    void aFileBesideThatGotASecondNameIsMadeOnceMore() throws IOException {
        Path spy = document.resolveSibling("spy");
        try (PreparedSave save = store.prepare(ALICE, held(ALICE))) {
            Files.createLink(spy, document.resolveSibling(".session.json.new"));
            save.commit(Secret.of("new"));
        }
        assertEquals(Optional.of(Secret.of("new")), store.load(ALICE));
        Files.writeString(spy, "planted");
        assertEquals(Optional.of(Secret.of("new")), store.load(ALICE));
    }

    @Test
    void aProgramThatTakesTheNameAgainAndAgainIsReportedAndGetsNothing() throws IOException {
        FaultyFiles files = new FaultyFiles((operation, path, done) -> {
            if (operation.equals("force") && done && path.endsWith(".session.json.new")) {
                Files.delete(path);
                Files.writeString(path, "planted");
            }
        });
        FileSessionStore attacked = new FileSessionStore(FileLayout.standard(files.wrap(home.resolve("sessions"))));
        try (PreparedSave save = attacked.prepare(ALICE, held(ALICE))) {
            refused("again and again", () -> save.commit(Secret.of("new")));
        }
        assertEquals(Optional.of(Secret.of("old")), store.load(ALICE));
    }

    @Test
    void aFileThatTurnsOutToBeAnothersOnceItIsMadeIsNotWritten() throws IOException {
        FaultyFiles files = new FaultyFiles((operation, path, done) -> {
            if (operation.equals("open") && done && path.endsWith(".session.json.new")) {
                give(path);
            }
        });
        FileSessionStore attacked = new FileSessionStore(FileLayout.standard(files.wrap(home.resolve("sessions"))));

        refused("another program took its place", () -> attacked.prepare(ALICE, held(ALICE)));
    }

    private static StorageException refused(String words, Executable action) {
        StorageException refusal = assertThrows(StorageException.class, action);
        assertTrue(refusal.toString().contains(words), refusal::toString);
        assertFalse(refusal.toString().contains("planted"), refusal::toString);
        return refusal;
    }

    private static void give(Path path) throws IOException {
        assumeTrue(
                Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS).equals(0),
                "only root can give a file to another person");
        Files.setAttribute(path, "unix:gid", ANOTHER, LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(path, "unix:uid", ANOTHER, LinkOption.NOFOLLOW_LINKS);
    }

    private static void save(FileSessionStore store, String text) {
        try (PreparedSave save = store.prepare(ALICE, held(ALICE))) {
            save.commit(Secret.of(text));
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static void setMode(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }
}
