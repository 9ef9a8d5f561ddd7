package dev.latchkey.file;

import static dev.latchkey.testkit.InMemorySessionLock.held;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.model.LockId;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionStore.PreparedSave;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are not documents of ours. */
class OddFilesTest {
    private static final SessionId ALICE = new SessionId("example", "alice");
    private static final Duration AT_ONCE = Duration.ofSeconds(30);

    @TempDir(factory = FolderInMemory.class)
    Path temporary;

    private FileLayout layout;
    private FileSessionStore store;
    private Path document;

    @BeforeEach
    void makeTheFolder() throws IOException {
        layout = FileLayout.standard(temporary.toRealPath());
        store = new FileSessionStore(layout);
        document = layout.document(ALICE);
        Files.createDirectories(document.getParent());
    }

    @Test
    void anEmptyFileIsAnEmptyDocument() throws IOException {
        Files.createFile(document);

        assertEquals(Optional.of(Secret.of("")), store.load(ALICE));
    }

    @Test
    void theSignForWhatIsNoCharacterMayStandInADocument() throws IOException {
        // The fast decoder produces this character for malformed UTF-8, so it does not prove anything by itself.
        Files.writeString(document, "a\uFFFDb");

        assertEquals(Optional.of(Secret.of("a\uFFFDb")), store.load(ALICE));
    }

    @Test
    void whatIsNotUtf8IsCorruptAndCanBeSetAsideAndReplaced() throws IOException {
        Files.write(document, "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));

        StorageException failure = failsToLoad(Reason.CORRUPT);
        assertTrue(failure.toString().contains("UTF-8"), failure::toString);
        assertFalse(failure.toString().contains("caf"), failure::toString);
        String where = store.setAside(ALICE, held(ALICE)).orElseThrow();
        assertEquals(4, Files.size(Path.of(where)));
        save("new");
        assertEquals(Optional.of(Secret.of("new")), store.load(ALICE));
    }

    @Test
    void sixteenMebibytesAreReadAndOneByteMoreIsCorrupt() throws IOException {
        resize(16 << 20);
        assertEquals(16 << 20, store.load(ALICE).orElseThrow().reveal().length());

        resize((16 << 20) + 1);
        failsToLoad(Reason.CORRUPT);
        save("replaced");
        assertEquals(Optional.of(Secret.of("replaced")), store.load(ALICE));
    }

    @Test
    void sixteenMebibytesAreWritten() {
        save("x".repeat(16 << 20));

        assertEquals(16 << 20, store.load(ALICE).orElseThrow().reveal().length());
    }

    @Test
    void whatCouldNotBeReadAgainIsNotWritten() {
        save("old");
        try (PreparedSave save = store.prepare(ALICE, held(ALICE))) {
            Secret monster = Secret.of("x".repeat((16 << 20) + 1));
            StorageException failure = assertThrows(StorageException.class, () -> save.commit(monster));
            assertEquals(Reason.NOT_WRITABLE, failure.reason());
        }
        assertEquals(Optional.of(Secret.of("old")), store.load(ALICE));
    }

    @Test
    void aFolderInPlaceOfTheDocumentIsReportedAndCanBeSetAside() throws IOException {
        Files.createDirectory(document);
        Files.createFile(document.resolve("something"));

        failsToLoad(Reason.UNREADABLE);
        failsToPrepare();
        assertEquals(
                Reason.NOT_WRITABLE,
                assertThrows(StorageException.class, () -> store.delete(ALICE, held(ALICE)))
                        .reason());
        assertTrue(Files.isRegularFile(
                Path.of(store.setAside(ALICE, held(ALICE)).orElseThrow()).resolve("something")));
        save("new");
    }

    @Test
    void aPipeInPlaceOfTheDocumentDoesNotBlock() throws Exception {
        makePipe(document);

        assertTimeoutPreemptively(AT_ONCE, () -> {
            failsToLoad(Reason.UNREADABLE);
            failsToPrepare();
            store.delete(ALICE, held(ALICE));
        });
        assertFalse(Files.exists(document, LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void aPipeInPlaceOfWhatIsWrittenBesideOrOfTheLockDoesNotBlock() throws Exception {
        makePipe(document.resolveSibling(".session.json.new"));
        makePipe(document.resolveSibling("session.lock"));
        FileSessionLock lock = new FileSessionLock(layout, temporary.resolve("locks"));

        assertTimeoutPreemptively(AT_ONCE, () -> {
            save("new");
            assertThrows(StorageException.class, () -> lock.acquire(LockId.session(ALICE), Duration.ZERO));
        });
    }

    @Test
    void aPipeInPlaceOfAMarkOrOfANameDoesNotBlockAndIsReported() throws Exception {
        save("old");
        SessionId longName = new SessionId("example", "x".repeat(255));
        Path named = layout.document(longName);
        Files.createDirectories(named.resolveSibling(""));
        Files.writeString(named, "{}");
        makePipe(document.resolveSibling(".session.json.ending"));
        makePipe(named.resolveSibling(".name"));

        assertTimeoutPreemptively(AT_ONCE, () -> {
            failsToLoad(Reason.UNREADABLE);
            assertThrows(StorageException.class, store::list);
            assertThrows(StorageException.class, () -> store.prepare(longName, held(longName)));
            store.beginLogout(ALICE, held(ALICE));
            assertEquals(Optional.of(Secret.of("old")), store.loadEnding(ALICE));
            store.delete(ALICE, held(ALICE));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "half of a digest\n"})
    void aMarkThatDoesNotTellWhatWasLoggedOutIsNotPassedOver(String text) throws IOException {
        save("old");
        Path mark = document.resolveSibling(".session.json.ending");
        Files.writeString(mark, text);

        failsToLoad(Reason.CORRUPT);
        store.beginLogout(ALICE, held(ALICE));
        assertEquals(Optional.empty(), store.load(ALICE));
        store.delete(ALICE, held(ALICE));
        assertFalse(Files.exists(mark));
    }

    @Test
    void whatAStoppedMarkingLeftIsClearedByTheLogout() throws IOException {
        save("old");
        Path left = Files.writeString(document.resolveSibling(".session.json.ending.new"), "half");

        assertEquals(Optional.of(Secret.of("old")), store.load(ALICE));
        store.delete(ALICE, held(ALICE));
        assertFalse(Files.exists(left));
    }

    @Test
    void aFileInPlaceOfTheSessionsFolderIsReported() throws IOException {
        Files.delete(document.getParent());
        Files.createFile(document.getParent());

        failsToLoad(Reason.UNREADABLE);
        assertThrows(StorageException.class, () -> store.prepare(ALICE, held(ALICE)));
        assertThrows(StorageException.class, this::interruptedHere);
        assertEquals(List.of(), store.list());
    }

    @Test
    void aPipeInPlaceOfTheSessionsFolderIsNoLink() throws Exception {
        Files.delete(document.getParent());
        makePipe(document.resolveSibling(""));

        assertTrue(failsToLoad(Reason.UNREADABLE).toString().contains("something that is not a folder is in the way"));
    }

    @Test
    void aFileInPlaceOfTheRootIsReported() throws IOException {
        Path file = Files.createFile(temporary.resolve("file"));
        FileSessionStore broken = new FileSessionStore(FileLayout.standard(file));

        for (StorageException failure : List.of(
                assertThrows(StorageException.class, () -> broken.load(ALICE)),
                assertThrows(StorageException.class, broken::list))) {
            assertEquals(Reason.UNREADABLE, failure.reason());
            assertTrue(failure.toString().contains(file.toString()), failure::toString);
        }
        assertThrows(StorageException.class, () -> broken.prepare(ALICE, held(ALICE)));
    }

    @Test
    void aFailureSaysWhereAndWhatToDo() throws IOException {
        Files.createDirectory(document);

        StorageException failure = failsToLoad(Reason.UNREADABLE);

        assertEquals(document.toString(), failure.location());
        assertEquals(
                document + " could not be read: it is a folder. Check the file and its folder.", failure.getMessage());
    }

    private StorageException failsToLoad(Reason reason) {
        StorageException failure = assertThrows(StorageException.class, () -> store.load(ALICE));
        assertEquals(reason, failure.reason());
        return failure;
    }

    private void failsToPrepare() {
        StorageException failure = assertThrows(StorageException.class, () -> store.prepare(ALICE, held(ALICE)));
        assertEquals(Reason.NOT_WRITABLE, failure.reason());
        assertFalse(interruptedHere());
    }

    private boolean interruptedHere() {
        return store.interrupted(ALICE).isPresent();
    }

    private void save(String text) {
        try (PreparedSave save = store.prepare(ALICE, held(ALICE))) {
            save.commit(Secret.of(text));
        }
    }

    private void resize(long length) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(document.toFile(), "rw")) {
            file.setLength(length);
        }
    }

    private static void makePipe(Path path) throws IOException, InterruptedException {
        assertEquals(
                0,
                new ProcessBuilder("mkfifo", path.toString())
                        .inheritIO()
                        .start()
                        .waitFor());
    }
}
