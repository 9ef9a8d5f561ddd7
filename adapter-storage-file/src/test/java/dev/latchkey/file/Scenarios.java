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
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.Executable;

/** Scenarios that run in another process. The arguments name the scenario and the folder; {@link #DONE} is printed on success. */
public final class Scenarios {
    static final String DONE = "done";
    static final int ROUNDS = 100;
    static final SessionId ALICE = new SessionId("example", "alice");
    static final SessionId BOB = new SessionId("example", "bob");
    static final SessionId UNICODE = new SessionId(Shared.PROVIDER, "josé");
    static final LockId LOCK = LockId.session(ALICE);

    private static final Duration PLENTY = Duration.ofSeconds(60);

    private final Path home;
    private final FileLayout layout;
    private final FileSessionStore store;
    private final SessionLock lock;

    Scenarios(Path home) {
        this.home = home;
        this.layout = FileLayout.of(Shared.folders(home, home.resolve("bitfount")));
        this.store = new FileSessionStore(layout);
        this.lock = new FileSessionLock(layout, home.resolve("locks"));
    }

    public static void main(String[] arguments) throws Exception {
        Scenarios scenarios = new Scenarios(Path.of(arguments[1]));
        switch (arguments[0]) {
            case "count" -> scenarios.count();
            case "hold" -> scenarios.hold();
            case "prepare" -> scenarios.prepare();
            case "tryLock" -> scenarios.tryLock();
            case "asciiList" -> scenarios.asciiList();
            case "partlyForbidden" -> scenarios.partlyForbidden();
            case "saveForEver" -> scenarios.saveForEver();
            case "saveOne" -> scenarios.save(ALICE, "old");
            case "umask" -> scenarios.umask();
            case "readOnly" -> scenarios.readOnly();
            case "fullDisk" -> scenarios.fullDisk();
            case "noPermission" -> scenarios.noPermission();
            case "otherFileSystem" -> scenarios.otherFileSystem();
            case "asciiLocale" -> scenarios.asciiLocale();
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        System.out.println(DONE);
    }

    /** Counts in the document under the lock. A step that another process does not see is lost. */
    void count() {
        for (int i = 0; i < ROUNDS; i++) {
            try (SessionLock.Hold hold = lock.acquire(LOCK, PLENTY)) {
                int count = store.load(ALICE)
                        .map(document -> Integer.parseInt(document.reveal()))
                        .orElse(0);
                save(ALICE, String.valueOf(count + 1));
            }
        }
    }

    /** Holds the lock until it is killed. */
    void hold() throws IOException {
        try (SessionLock.Hold hold = lock.acquire(LOCK, PLENTY)) {
            System.out.println("held");
            System.in.read();
        }
    }

    /** Prepares a save, prints its process number, and waits until it is killed. */
    void prepare() throws IOException {
        try (PreparedSave save = store.prepare(ALICE, held(ALICE))) {
            System.out.println(ProcessHandle.current().pid());
            System.in.read();
        }
    }

    /** Prints whether the lock is held. */
    void tryLock() {
        try {
            lock.acquire(LOCK, Duration.ZERO).close();
            System.out.println("free");
        } catch (LockTimeoutException e) {
            System.out.println("locked");
        }
    }

    /** For a folder with a session whose name this process's locale cannot decode. */
    void asciiList() {
        StorageException failure = assertThrows(StorageException.class, store::list);
        assertEquals(Reason.UNREADABLE, failure.reason());
        assertTrue(failure.toString().contains("LC_ALL"), failure::toString);
        List<StorageException> unreadable = new ArrayList<>();
        assertEquals(List.of(ALICE), store.list(unreadable::add));
        assertEquals(1, unreadable.size());
    }

    /** For a user to whom permissions apply, with a provider's and a session's folder that may not be entered. */
    void partlyForbidden() throws IOException {
        SessionId hidden = new SessionId("hidden", "carol");
        save(ALICE, "old");
        save(BOB, "old");
        save(hidden, "old");
        for (String folder : List.of("sessions/example/bob", "sessions/hidden")) {
            for (String mode : List.of("---------", "r--------")) {
                setMode(home.resolve(folder), mode);
                unreadable(store::list);
                List<StorageException> unreadable = new ArrayList<>();
                List<SessionId> seen = store.list(unreadable::add);
                assertTrue(seen.contains(ALICE), seen::toString);
                assertEquals(1, unreadable.size(), unreadable::toString);
                assertTrue(unreadable.get(0).toString().contains(folder), unreadable::toString);
            }
            setMode(home.resolve(folder), "rwx------");
        }
        assertEquals(Set.of(ALICE, BOB, hidden), Set.copyOf(store.list()));
        setMode(home.resolve("sessions/example"), "---------");
        assertThrows(StorageException.class, () -> store.interrupted(ALICE));
        assertThrows(StorageException.class, () -> new CurrentAccounts(home.resolve("sessions")).clear("example"));
        setMode(home.resolve("sessions/example"), "rwx------");
    }

    /** Saves documents of one letter each until it is killed. */
    void saveForEver() {
        for (int i = 0; ; i++) {
            try (SessionLock.Hold hold = lock.acquire(LOCK, PLENTY)) {
                save(ALICE, String.valueOf((char) ('a' + i % 26)).repeat(50_000 + 1_000 * (i % 26)));
            }
            System.out.println("saved");
        }
    }

    void umask() throws IOException {
        save(ALICE, "a document");
        save(ALICE, "another");
        lock.acquire(LOCK, Duration.ZERO).close();
        lock.acquire(LockId.keyringKey(), Duration.ZERO).close();
        new CurrentAccounts(home.resolve("sessions")).set(ALICE);
        assertEquals(Optional.of(Secret.of("another")), store.load(ALICE));
        try (Stream<Path> entries = Files.walk(home)) {
            for (Path entry : entries.filter(each -> !each.equals(home)).toList()) {
                String expected = Files.isDirectory(entry) ? "rwx------" : "rw-------";
                String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(entry));
                assertEquals(expected, mode, entry.toString());
            }
        }
    }

    /** Runs after {@code saveOne}, on a file system that was made read-only. */
    void readOnly() {
        assertEquals(Optional.of(Secret.of("old")), store.load(ALICE));
        assertEquals(List.of(ALICE), store.list());
        assertFalse(store.interrupted(ALICE).isPresent());
        for (Executable write : List.<Executable>of(
                () -> store.prepare(ALICE, held(ALICE)),
                () -> store.prepare(BOB, held(BOB)),
                () -> store.delete(ALICE, held(ALICE)),
                () -> store.setAside(ALICE, held(ALICE)),
                () -> lock.acquire(LOCK, PLENTY),
                () -> lock.acquire(LockId.keyringKey(), PLENTY))) {
            StorageException failure = notWritable(write);
            assertTrue(failure.toString().contains("Read-only file system"), failure::toString);
            assertTrue(failure.toString().contains("LATCHKEY_HOME"), failure::toString);
        }
        store.delete(BOB, held(BOB));
        assertEquals(Optional.empty(), store.setAside(BOB, held(BOB)));
    }

    /** Runs on a small file system. A prepared save can be committed, however full the disk gets in the meantime. */
    void fullDisk() throws IOException {
        save(ALICE, "old");
        Path filler = home.resolve("filler");
        fill(filler);
        StorageException failure = notWritable(() -> store.prepare(ALICE, held(ALICE)));
        assertTrue(failure.toString().contains("No space left"), failure::toString);
        assertTrue(failure.toString().contains("Make room"), failure::toString);
        assertFalse(store.interrupted(ALICE).isPresent());
        assertEquals(Optional.of(Secret.of("old")), store.load(ALICE));

        Files.delete(filler);
        String large = "x".repeat(64 << 10);
        try (PreparedSave save = store.prepare(ALICE, held(ALICE))) {
            fill(filler);
            save.commit(Secret.of(large));
        }
        assertEquals(Optional.of(Secret.of(large)), store.load(ALICE));
        store.delete(ALICE, held(ALICE));
        assertEquals(Optional.empty(), store.load(ALICE));
    }

    /** For a user to whom permissions apply. */
    void noPermission() throws IOException {
        save(ALICE, "old");
        lock.acquire(LOCK, Duration.ZERO).close();
        Path document = layout.document(ALICE);
        Path folder = home.resolve("sessions/example/alice");

        setMode(folder, "r-x------");
        assertEquals(Optional.of(Secret.of("old")), store.load(ALICE));
        for (Executable write : List.<Executable>of(
                () -> store.prepare(ALICE, held(ALICE)),
                () -> store.delete(ALICE, held(ALICE)),
                () -> store.setAside(ALICE, held(ALICE)))) {
            StorageException failure = notWritable(write);
            assertTrue(failure.toString().contains("permission denied"), failure::toString);
        }
        setMode(folder, "rwx------");

        setMode(document, "-w-------");
        unreadable(() -> store.load(ALICE));
        setMode(document, "rw-------");
        setMode(home.resolve("sessions"), "-w-------");
        unreadable(() -> store.load(ALICE));
        unreadable(store::list);
        setMode(home.resolve("sessions"), "r-x------");
        notWritable(() -> lock.acquire(LockId.session(new SessionId("another", "alice")), Duration.ZERO));
        setMode(home.resolve("sessions"), "rwx------");
        assertEquals(Optional.of(Secret.of("old")), store.load(ALICE));
    }

    /** The folder is a file system of its own; the folder to which documents are moved aside is on another one. */
    void otherFileSystem() throws IOException {
        Path other = home.resolveSibling("other");
        FileSessionStore bitfount = new FileSessionStore(FileLayout.shared(Shared.in(home), other));
        try (PreparedSave save = bitfount.prepare(UNICODE, held(UNICODE))) {
            save.commit(Secret.of("in the way"));
        }

        Path where = Path.of(bitfount.setAside(UNICODE, held(UNICODE)).orElseThrow());

        assertTrue(where.startsWith(other.toRealPath()), where::toString);
        assertEquals("in the way", Files.readString(where));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(where)));
        assertEquals(Optional.empty(), bitfount.load(UNICODE));
    }

    /** For a locale that has only ASCII letters. */
    void asciiLocale() {
        SessionId escaped = new SessionId("日本", "josé");
        save(escaped, "a document");
        assertEquals(Optional.of(Secret.of("a document")), store.load(escaped));
        assertEquals(List.of(escaped), store.list());

        StorageException failure = assertThrows(StorageException.class, () -> store.load(UNICODE));
        assertEquals(Reason.UNREADABLE, failure.reason());
        assertTrue(failure.toString().contains("UTF-8"), failure::toString);
        assertThrows(StorageException.class, () -> store.prepare(UNICODE, held(UNICODE)));
        assertFalse(store.location(UNICODE).isBlank());
    }

    private void save(SessionId id, String document) {
        try (PreparedSave save = store.prepare(id, held(id))) {
            save.commit(Secret.of(document));
        }
    }

    private static void fill(Path filler) throws IOException {
        try (OutputStream stream = Files.newOutputStream(filler)) {
            assertThrows(IOException.class, () -> {
                while (true) {
                    stream.write(new byte[4096]);
                }
            });
        }
    }

    private static StorageException notWritable(Executable write) {
        StorageException failure = assertThrows(StorageException.class, write);
        assertEquals(Reason.NOT_WRITABLE, failure.reason(), failure::toString);
        return failure;
    }

    private static void unreadable(Executable read) {
        StorageException failure = assertThrows(StorageException.class, read);
        assertEquals(Reason.UNREADABLE, failure.reason(), failure::toString);
        assertTrue(failure.toString().contains("permission denied"), failure::toString);
    }

    private static void setMode(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }
}
