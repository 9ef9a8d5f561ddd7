package dev.latchkey.file;

import static dev.latchkey.testkit.InMemorySessionLock.held;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.StorageException;
import dev.latchkey.model.LockId;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionStore.PreparedSave;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLayoutTest {
    private static final SessionId ALICE = new SessionId("example", "alice");
    private static final SessionId AT_BITFOUNT = new SessionId("bitfount", "Alice");

    @TempDir(factory = FolderInMemory.class)
    Path temporary;

    private Path home;
    private FileLayout layout;
    private FileSessionStore store;

    @BeforeEach
    void resolve() throws IOException {
        home = temporary.toRealPath();
        layout = FileLayout.of(Shared.folders(home, home.resolve(".bitfount")));
        store = new FileSessionStore(layout);
    }

    @Test
    void anySessionHasAFolderBelowItsProviders() {
        assertEquals(home.resolve("sessions/example/alice/session.json"), layout.document(ALICE));
        assertEquals(home.resolve("sessions/example/alice/session.json").toString(), store.location(ALICE));
    }

    @Test
    void aBitfountSessionIsWhereThePythonClientLooks() {
        assertEquals(home.resolve(".bitfount/Alice/.token"), layout.document(AT_BITFOUNT));
        assertEquals(
                home.resolve(".bitfount/_default/.token"),
                layout.document(SessionId.ofDefaultAccount(Shared.PROVIDER)));
    }

    @Test
    void sealedDocumentsLieInTheSameFolders() {
        FileLayout sealed = layout.withDocument("session.enc");

        assertEquals(home.resolve("sessions/example/alice/session.enc"), sealed.document(ALICE));
        assertEquals(home.resolve(".bitfount/Alice/session.enc"), sealed.document(AT_BITFOUNT));
    }

    @Test
    void plainAndSealedDocumentsDoNotMeetButShareTheLock() throws IOException {
        FileSessionStore sealed = new FileSessionStore(layout.withDocument("session.enc"));
        save(store, ALICE, "plain");
        save(sealed, ALICE, "sealed");
        try (PreparedSave save = sealed.prepare(ALICE, held(ALICE))) {
            assertTrue(sealed.interrupted(ALICE).isPresent());
            assertFalse(store.interrupted(ALICE).isPresent());
        }
        lock(layout, LockId.session(ALICE));
        lock(layout.withDocument("session.enc"), LockId.session(ALICE));

        assertEquals(
                Set.of("session.enc", "session.json", "session.lock"), names(home.resolve("sessions/example/alice")));
        assertEquals("plain", store.load(ALICE).orElseThrow().reveal());
        assertEquals("sealed", sealed.load(ALICE).orElseThrow().reveal());
    }

    @Test
    void aSessionsLockLiesBesideItsDocumentAndTheOthersInAFolderOfTheirOwn() throws IOException {
        lock(layout, LockId.session(ALICE));
        lock(layout, LockId.session(AT_BITFOUNT));
        lock(layout, LockId.login(AT_BITFOUNT));
        lock(layout, LockId.keyringKey());

        for (String file : List.of(
                "sessions/example/alice/session.lock",
                ".bitfount/Alice/.token.lock",
                "locks/logins/bitfount/%41lice/login.lock",
                "locks/keyring-key.lock")) {
            assertEquals(0, Files.size(home.resolve(file)), file);
        }
    }

    @Test
    void logoutLeavesTheLockFile() throws IOException {
        lock(layout, LockId.session(ALICE));
        save(store, ALICE, "a document");
        store.delete(ALICE, held(ALICE));

        assertEquals(Set.of("session.lock"), names(home.resolve("sessions/example/alice")));
    }

    @Test
    void aBitfountDocumentThatIsInTheWayMovesToTheOtherSessions() throws IOException {
        save(store, AT_BITFOUNT, "of staging");

        String where = store.setAside(AT_BITFOUNT, held(AT_BITFOUNT)).orElseThrow();

        assertEquals(home.resolve("sessions/bitfount/%41lice/.token.aside").toString(), where);
        assertEquals("of staging", Files.readString(Path.of(where)));
        assertEquals(Set.of(), names(home.resolve(".bitfount/Alice")));
        assertEquals(List.of(), store.list());
    }

    @Test
    void whatIsForeignIsNotListed() throws IOException {
        save(store, ALICE, "a document");
        save(store, AT_BITFOUNT, "a document");
        for (String folder : List.of(
                "sessions/example/Bob",
                "sessions/example/a%",
                "sessions/example/%~",
                "sessions/Example/bob",
                ".bitfount/a%41")) {
            Files.createDirectories(home.resolve(folder));
            Files.writeString(home.resolve(folder).resolve("session.json"), "{}");
            Files.writeString(home.resolve(folder).resolve(".token"), "{}");
        }
        // Other files of the Python client, and a folder without a session.
        Files.writeString(home.resolve(".bitfount/config.yaml"), "");
        Files.createDirectories(home.resolve(".bitfount/logs"));
        Files.createSymbolicLink(home.resolve(".bitfount/linked"), home.resolve(".bitfount/Alice"));
        Files.createDirectories(home.resolve("sessions/bitfount/carol"));
        Files.writeString(home.resolve("sessions/bitfount/carol/session.json"), "{}");

        assertEquals(Set.of(ALICE, AT_BITFOUNT), Set.copyOf(store.list()));
    }

    @Test
    void aLongNameWhoseFileIsTornMakesTheListIncompleteUntilTheNextSave() throws IOException {
        SessionId longName = new SessionId("example", "x".repeat(255));
        save(store, longName, "a document");
        Path name = layout.document(longName).resolveSibling(".name");
        save(store, ALICE, "a document");
        for (String torn : List.of("xxx", "%")) {
            Files.writeString(name, torn);
            StorageException failure = assertThrows(StorageException.class, store::list);
            assertTrue(
                    failure.toString()
                            .contains(layout.document(longName)
                                    .resolveSibling("")
                                    .normalize()
                                    .toString()),
                    failure::toString);
            List<StorageException> unreadable = new ArrayList<>();
            assertEquals(List.of(ALICE), store.list(unreadable::add));
            assertEquals(1, unreadable.size());
        }

        save(store, longName, "a document");
        store.delete(ALICE, held(ALICE));

        assertEquals(List.of(longName), store.list());
        assertEquals("a document", store.load(longName).orElseThrow().reveal());
    }

    @Test
    void aFolderWhoseNameIsUnknownIsNoTroubleIfNoSessionIsInIt() throws IOException {
        String nameless = "x%~" + "0".repeat(64);
        Files.createDirectories(home.resolve("sessions").resolve(nameless).resolve("alice"));
        Files.createDirectories(home.resolve("sessions/example").resolve(nameless));
        assertEquals(List.of(), store.list());

        Files.writeString(home.resolve("sessions").resolve(nameless).resolve("alice/session.json"), "{}");
        assertThrows(StorageException.class, store::list);
    }

    @Test
    void tenThousandSessionsAreListed() throws IOException {
        Path provider = Files.createDirectories(home.resolve("sessions/example"));
        for (int i = 0; i < 10_000; i++) {
            Files.createFile(Files.createDirectory(provider.resolve("user" + i)).resolve("session.json"));
        }

        List<SessionId> listed = store.list();

        assertEquals(10_000, Set.copyOf(listed).size());
        assertTrue(listed.contains(new SessionId("example", "user9999")));
    }

    private void lock(FileLayout where, LockId id) {
        new FileSessionLock(where, home.resolve("locks"))
                .acquire(id, Duration.ZERO)
                .close();
    }

    private static void save(FileSessionStore store, SessionId id, String document) {
        try (PreparedSave save = store.prepare(id, held(id))) {
            save.commit(Secret.of(document));
        }
    }

    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return new TreeSet<>(
                    entries.map(entry -> entry.getFileName().toString()).toList());
        }
    }
}
