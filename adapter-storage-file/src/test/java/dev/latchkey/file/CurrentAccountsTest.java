package dev.latchkey.file;

import static dev.latchkey.testkit.InMemorySessionLock.held;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionStore.PreparedSave;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CurrentAccountsTest {
    @TempDir(factory = FolderInMemory.class)
    Path sessions;

    private CurrentAccounts current;

    @BeforeEach
    void open() {
        current = new CurrentAccounts(sessions);
    }

    @Test
    void noneIsSelectedAtFirst() {
        assertEquals(Optional.empty(), current.get("example"));
        current.clear("example");
        assertEquals(Optional.empty(), current.get("example"));
    }

    @Test
    void anAccountThatEndedIsUnsetOnlyIfItIsTheSelectedOne() {
        current.set(new SessionId("example", "bob"));

        current.clear(new SessionId("example", "alice"));
        assertEquals(Optional.of("bob"), current.get("example"));
        current.clear(new SessionId("another", "alice"));

        current.clear(new SessionId("example", "bob"));
        assertEquals(Optional.empty(), current.get("example"));
    }

    @Test
    void anAccountThatIsSelectedWhileAnotherIsUnsetStays() throws Exception {
        current.set(new SessionId("example", "alice"));
        SessionFolder folder = Ours.STRICT.root(sessions).below(NameCodec.ESCAPED, "example");
        Thread logout = new Thread(() -> current.clear(new SessionId("example", "alice")));
        try (LockTable.Held held =
                new FileSessionLock.LockFile(folder, ".current.lock").acquire(Duration.ofSeconds(10))) {
            logout.start();
            // It has read the file and waits for the lock.
            while (logout.getState() != Thread.State.TIMED_WAITING && logout.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            Files.writeString(folder.path().resolve("current"), "bob\n");
        }
        logout.join();

        assertEquals(Optional.of("bob"), current.get("example"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice", "_default", " spaces ", "josé", "日本語", "../..", "current"})
    void theSelectedAccountIsReadBack(String account) {
        current.set(new SessionId("example", account));

        assertEquals(Optional.of(account), new CurrentAccounts(sessions).get("example"));
        assertEquals(Optional.empty(), current.get("Example"));
    }

    @Test
    void theLastSelectionCountsUntilItIsCleared() {
        current.set(new SessionId("example", "a name that is rather long"));
        current.set(new SessionId("example", "bob"));
        current.set(new SessionId("another", "carol"));
        assertEquals(Optional.of("bob"), current.get("example"));

        current.clear("example");

        assertEquals(Optional.empty(), current.get("example"));
        assertEquals(Optional.of("carol"), current.get("another"));
    }

    @Test
    void itIsOneLineInAFileThatIsTheOwnersAlone() throws IOException {
        current.set(new SessionId("example", "alice"));

        Path file = sessions.resolve("example/current");
        assertEquals("alice\n", Files.readString(file));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void aByteOrderMarkIsNotPartOfTheName() throws IOException {
        current.set(new SessionId("example", "alice"));
        Files.writeString(sessions.resolve("example/current"), "\uFEFFalice\r\n");

        assertEquals(Optional.of("alice"), current.get("example"));
    }

    @Test
    void aFailureNamesTheFile() throws IOException {
        Path file = Files.createDirectories(sessions.resolve("example/current"));

        StorageException failure = assertThrows(StorageException.class, () -> current.get("example"));

        assertEquals(file.toString(), failure.location());
    }

    @Test
    void anAccountOfThatNameIsNotInTheWay() {
        FileSessionStore store = new FileSessionStore(FileLayout.standard(sessions));
        SessionId id = new SessionId("example", "current");
        current.set(id);
        try (PreparedSave save = store.prepare(id, held(id))) {
            save.commit(Secret.of("a document"));
        }

        assertEquals(List.of(id), store.list());
        assertEquals(Optional.of("current"), current.get("example"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", " \n", "a\u0007\n"})
    void aFileThatNamesNoAccountIsReported(String text) throws IOException {
        Files.createDirectory(sessions.resolve("example"));
        Path file = Files.writeString(sessions.resolve("example/current"), text);

        StorageException failure = assertThrows(StorageException.class, () -> current.get("example"));

        assertEquals(Reason.CORRUPT, failure.reason());
        assertTrue(failure.toString().contains(file.toRealPath().toString()), failure::toString);
        current.set(new SessionId("example", "alice"));
        assertEquals(Optional.of("alice"), current.get("example"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pipe", "folder", "full", "link", "bytes"})
    void whateverIsInItsPlaceIsNotReadButReplacedOrCleared(String what) throws Exception {
        for (boolean set : new boolean[] {true, false}) {
            Path folder = Files.createDirectories(sessions.resolve("example"));
            put(what, folder.resolve("current"));
            put(what.equals("full") ? "folder" : what, folder.resolve(".current.new"));

            assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
                assertThrows(StorageException.class, () -> current.get("example"));
                if (set) {
                    current.set(new SessionId("example", "alice"));
                    assertEquals(Optional.of("alice"), current.get("example"));
                }
                current.clear("example");
            });
            assertEquals(Optional.empty(), current.get("example"));
        }
        if (what.equals("full")) {
            assertTrue(Files.exists(sessions.resolve("example/current.aside/something")));
            assertTrue(Files.exists(sessions.resolve("example/current.aside-2/something")));
        }
    }

    private static void put(String what, Path place) throws Exception {
        switch (what) {
            case "pipe" ->
                assertEquals(
                        0,
                        new ProcessBuilder("mkfifo", place.toString()).start().waitFor());
            case "folder" -> Files.createDirectories(place);
            case "full" -> Files.createDirectories(place.resolve("something"));
            case "link" -> Files.createSymbolicLink(place, Path.of("nowhere"));
            default -> Files.write(place, new byte[] {(byte) 0xff, (byte) 0xfe});
        }
    }

    @Test
    void aLinkIsNotFollowed() throws IOException {
        Path target = Files.writeString(sessions.resolve("target"), "bob");
        Files.createDirectory(sessions.resolve("example"));
        Files.createSymbolicLink(sessions.resolve("example/current"), target);
        assertThrows(StorageException.class, () -> current.get("example"));

        current.set(new SessionId("example", "alice"));

        assertEquals("bob", Files.readString(target));
        assertEquals(Optional.of("alice"), current.get("example"));
    }
}
