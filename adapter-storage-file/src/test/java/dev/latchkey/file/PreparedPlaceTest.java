package dev.latchkey.file;

import static dev.latchkey.testkit.InMemorySessionLock.held;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.StorageException;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionStore.PreparedSave;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreparedPlaceTest {
    private static final SessionId ALICE = new SessionId("example", "alice");

    @TempDir(factory = FolderInMemory.class)
    Path sessions;

    private FileSessionStore store;
    private Path folder;
    private Path beside;

    @BeforeEach
    void findTheFolder() {
        FileLayout layout = FileLayout.standard(sessions);
        store = new FileSessionStore(layout);
        folder = sessions.resolve("example/alice");
        beside = folder.resolve(".session.json.new");
    }

    @ParameterizedTest
    @CsvSource({"0,65536", "100,65536", "32768,65536", "32769,65538", "1000000,2000000"})
    void thereIsRoomForTwiceThePresentDocumentAndForSixtyFourKibibytes(int present, int room) throws IOException {
        save("x".repeat(present));
        try (PreparedSave save = store.prepare(ALICE, held(ALICE))) {
            byte[] bytes = Files.readAllBytes(beside);
            assertEquals(room, bytes.length);
            int end = new String(bytes, StandardCharsets.US_ASCII).indexOf('\n') + 1;
            assertArrayEquals(new byte[room - end], Arrays.copyOfRange(bytes, end, room));
        }
    }

    @Test
    void thereIsRoomForSixtyFourKibibytesBeforeTheFirstSave() throws IOException {
        try (PreparedSave save = store.prepare(ALICE, held(ALICE))) {
            assertEquals(64 << 10, Files.size(beside));
        }
    }

    @Test
    void aDocumentThatIsLargerThanTheRoomIsSavedAllTheSame() {
        save("x".repeat(200_000));

        assertEquals(200_000, store.load(ALICE).orElseThrow().reveal().length());
    }

    @Test
    void nothingIsLeftBeside() throws IOException {
        save("a document");
        store.prepare(ALICE, held(ALICE)).close();

        assertEquals(List.of("session.json"), names());
    }

    @Test
    void whateverACrashLeftBesideIsReplaced() throws IOException {
        Files.createDirectories(folder);
        Files.writeString(beside, "half a docu");
        assertTrue(store.interrupted(ALICE).isPresent());

        save("whole");

        assertEquals(List.of("session.json"), names());
        assertEquals(Optional.of(Secret.of("whole")), store.load(ALICE));
    }

    @Test
    void whatCannotBeClearedFromThePlaceIsReportedAndLeft() throws IOException {
        Files.createDirectories(beside.resolve("in the way"));

        assertThrows(StorageException.class, () -> store.prepare(ALICE, held(ALICE)));
        assertTrue(Files.isDirectory(beside));
    }

    @Test
    void aCommitThatFailedCanBeTriedAgain() throws IOException {
        Path document = folder.resolve("session.json");
        try (PreparedSave save = store.prepare(ALICE, held(ALICE))) {
            Files.createDirectories(document.resolve("in the way"));
            assertThrows(StorageException.class, () -> save.commit(Secret.of("new")));
            Files.delete(document.resolve("in the way"));
            Files.delete(document);
            save.commit(Secret.of("new"));
        }
        assertEquals(Optional.of(Secret.of("new")), store.load(ALICE));
        assertEquals(List.of("session.json"), names());
    }

    @Test
    void aCommitMakesItsPlaceAnewIfSomebodyTookIt() throws IOException {
        try (PreparedSave save = store.prepare(ALICE, held(ALICE))) {
            Files.delete(beside);
            save.commit(Secret.of("new"));
        }
        assertEquals(Optional.of(Secret.of("new")), store.load(ALICE));
    }

    @Test
    void aSaveThatFailedAndIsGivenUpLeavesNoTokenBeside() throws IOException {
        try (PreparedSave save = store.prepare(ALICE, held(ALICE))) {
            Files.createDirectories(folder.resolve("session.json/in the way"));
            assertThrows(StorageException.class, () -> save.commit(Secret.of("new")));
            assertEquals("new", Files.readString(beside));
        }
        assertFalse(Files.exists(beside));
    }

    private void save(String text) {
        try (PreparedSave save = store.prepare(ALICE, held(ALICE))) {
            save.commit(Secret.of(text));
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        }
    }
}
