package dev.latchkey.file;

import static dev.latchkey.testkit.InMemorySessionLock.held;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.LockTimeoutException;
import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.model.LockId;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionLock.Hold;
import dev.latchkey.port.SessionStore.PreparedSave;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done otherwise on a file system like Windows'. */
class WindowsTest {
    private static final SessionId ALICE = new SessionId("example", "alice");
    private static final String BESIDE = ".session.json.new";

    @TempDir(factory = FolderInMemory.class)
    Path temporary;

    private final List<String> told = new ArrayList<>();
    private FaultyFiles.Hook fault = (operation, path, done) -> {};
    private FileSessionStore store;
    private FileSessionLock lock;
    private Path folder;
    private Path document;

    @BeforeEach
    void open() throws IOException {
        WindowsFiles files = new WindowsFiles((operation, path, done) -> {
            fault.at(operation, path, done);
            if (done) {
                told.add(operation + " " + path.getFileName());
            }
        });
        Path sessions = temporary.toRealPath().resolve("sessions");
        FileLayout layout = FileLayout.standard(files.wrap(sessions));
        store = new FileSessionStore(layout);
        lock = new FileSessionLock(layout, files.wrap(temporary.resolve("locks")));
        folder = sessions.resolve("example/alice");
        document = folder.resolve("session.json");
    }

    @Test
    void aSessionIsSavedListedLoadedAndDeleted() {
        save("old");
        save("new");

        assertEquals(Optional.of(Secret.of("new")), store.load(ALICE));
        assertEquals(List.of(ALICE), store.list());
        store.delete(ALICE, held(ALICE));
        assertEquals(Optional.empty(), store.load(ALICE));
    }

    @Test
    void whateverIsMadeHasAnAccessList() {
        save("new");

        Set<String> made = new TreeSet<>();
        told.stream().filter(each -> each.startsWith("access list ")).forEach(each -> made.add(each.substring(12)));
        assertEquals(Set.of("sessions", "example", "alice", BESIDE), made);
    }

    @Test
    void whatIsNoFileIsReportedAsWhatItIs() throws Exception {
        save("old");
        Path elsewhere = Files.move(document, temporary.resolve("elsewhere"));

        Files.createSymbolicLink(document, elsewhere);
        assertUnreadable("it is a symbolic link");
        Files.delete(document);
        Files.createDirectory(document);
        assertUnreadable("it is a folder");
        Files.delete(document);
        assertEquals(
                0, new ProcessBuilder("mkfifo", document.toString()).start().waitFor());
        assertUnreadable("it is not a regular file");
    }

    @Test
    void aFolderThatIsALinkIsRefused() throws IOException {
        save("old");
        Files.createSymbolicLink(folder, Files.move(folder, temporary.resolve("elsewhere")));

        assertUnreadable("it is a symbolic link, which is not followed");
    }

    @Test
    void aJunctionIsRefusedAsALinkIs() throws Exception {
        save("old");
        Files.move(folder, temporary.resolve("elsewhere"));
        // Neither a file nor a folder nor a link, as a junction is to the JDK.
        assertEquals(0, new ProcessBuilder("mkfifo", folder.toString()).start().waitFor());

        assertUnreadable("it is a symbolic link, which is not followed");
    }

    @Test
    void aLockThatIsHeldIsHadByOneAloneAndItsFileIsClosedWithIt() {
        int before = LockTable.size();
        try (Hold hold = lock.acquire(LockId.session(ALICE), Duration.ZERO)) {
            hold.check();
            assertThrows(LockTimeoutException.class, () -> lock.acquire(LockId.session(ALICE), Duration.ZERO));
        }
        assertEquals(before, LockTable.size());
        assertEquals(
                Collections.frequency(told, "open session.lock"),
                Collections.frequency(told, "close session.lock"),
                told::toString);
    }

    @Test
    void aFileIsClosedBeforeItIsRenamed() {
        save("new");

        assertTrue(told.indexOf("close " + BESIDE) < told.indexOf("move " + BESIDE), told::toString);
    }

    @Test
    void aRenameThatAReaderBlocksIsTriedAgain() {
        int[] left = {3};
        fault = (operation, path, done) -> {
            if (operation.equals("move") && !done && left[0]-- > 0) {
                throw new AccessDeniedException(path.toString());
            }
        };

        save("new");

        assertEquals(-1, left[0]);
        assertEquals(Optional.of(Secret.of("new")), store.load(ALICE));
    }

    @Test
    void aFolderThatCannotBeForcedIsNotTriedAgain() {
        int[] tries = {0};
        fault = (operation, path, done) -> {
            if (operation.equals("force") && path.endsWith("alice")) {
                tries[0]++;
                throw new FileSystemException(path.toString(), null, "Access is denied");
            }
        };

        save("new");

        assertEquals(1, tries[0]);
        assertEquals(Optional.of(Secret.of("new")), store.load(ALICE));
    }

    private void assertUnreadable(String words) {
        StorageException failure = assertThrows(StorageException.class, () -> store.load(ALICE));
        assertEquals(Reason.UNREADABLE, failure.reason());
        assertTrue(failure.toString().contains(words), failure::toString);
    }

    private void save(String text) {
        try (PreparedSave save = store.prepare(ALICE, held(ALICE))) {
            save.commit(Secret.of(text));
        }
    }
}
