package dev.latchkey.file;

import static dev.latchkey.testkit.InMemorySessionLock.held;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.model.LockId;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionLock.Hold;
import dev.latchkey.port.SessionStore.PreparedSave;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each file system operation fails in turn, before or after it is carried out. The reported result must be true. */
class SingleFaultTest {
    private static final SessionId ALICE = new SessionId("example", "alice");
    private static final SessionId BOB = new SessionId("example", "b".repeat(200));

    @TempDir(factory = FolderInMemory.class)
    Path temporary;

    /** A step of a program, and what must be true afterwards. */
    enum Step {
        LOAD {
            @Override
            void run(Stores stores) {
                assertEquals(Optional.of(Secret.of("old")), stores.store.load(ALICE));
            }
        },
        LOAD_NOTHING {
            @Override
            void run(Stores stores) {
                assertEquals(Optional.empty(), stores.store.load(BOB));
            }
        },
        LIST {
            @Override
            void run(Stores stores) {
                assertEquals(List.of(ALICE), stores.store.list());
            }
        },
        INTERRUPTED {
            @Override
            void run(Stores stores) {
                try (PreparedSave save = stores.calm.prepare(ALICE, held(ALICE))) {
                    assertTrue(stores.store.interrupted(ALICE).isPresent());
                }
            }
        },
        CURRENT {
            @Override
            void run(Stores stores) {
                assertEquals(Optional.of("alice"), stores.current.get("example"));
            }
        },
        SAVE {
            @Override
            void run(Stores stores) {
                try (PreparedSave save = stores.store.prepare(ALICE, held(ALICE))) {
                    save.commit(Secret.of("new"));
                }
                assertEquals(Optional.of(Secret.of("new")), stores.calm.load(ALICE));
            }
        },
        SAVE_FIRST {
            @Override
            void run(Stores stores) {
                try (PreparedSave save = stores.store.prepare(BOB, held(BOB))) {
                    save.commit(Secret.of("new"));
                }
                assertEquals(Optional.of(Secret.of("new")), stores.calm.load(BOB));
            }
        },
        DELETE {
            @Override
            void run(Stores stores) {
                stores.store.delete(ALICE, held(ALICE));
                assertFalse(Files.exists(stores.document));
                assertEquals(List.of(), stores.calm.list());
            }
        },
        LOGOUT {
            @Override
            void run(Stores stores) {
                stores.store.beginLogout(ALICE, held(ALICE));
                assertEquals(Optional.empty(), stores.calm.load(ALICE));
                assertEquals(Optional.of(Secret.of("old")), stores.store.loadEnding(ALICE));
                stores.store.delete(ALICE, held(ALICE));
                assertFalse(Files.exists(stores.document));
            }
        },
        LOAD_AFTER_LOGOUT_BEGAN {
            @Override
            void run(Stores stores) {
                stores.calm.beginLogout(ALICE, held(ALICE));
                assertEquals(Optional.empty(), stores.store.load(ALICE));
            }
        },
        SET_ASIDE {
            @Override
            void run(Stores stores) {
                assertTrue(stores.store.setAside(ALICE, held(ALICE)).isPresent());
                assertFalse(Files.exists(stores.document));
            }
        },
        SELECT {
            @Override
            void run(Stores stores) {
                stores.current.set(BOB);
                assertEquals(Optional.of(BOB.account()), stores.calmCurrent.get("example"));
            }
        },
        SELECT_NONE {
            @Override
            void run(Stores stores) {
                stores.current.clear("example");
                assertEquals(Optional.empty(), stores.calmCurrent.get("example"));
            }
        },
        LOCK {
            @Override
            void run(Stores stores) {
                try (Hold hold = stores.lock.acquire(LockId.session(ALICE), Duration.ZERO)) {
                    hold.check();
                }
            }
        };

        abstract void run(Stores stores);

        /** If a step reports a failure, nothing has changed. */
        void assertAsItWas(Stores stores) throws IOException {
            if (this == SAVE || this == DELETE || this == SET_ASIDE) {
                assertEquals("old", Files.readString(stores.document));
            } else if (this == SELECT || this == SELECT_NONE) {
                assertEquals(Optional.of("alice"), stores.calmCurrent.get("example"));
            } else if (this == SAVE_FIRST) {
                assertEquals(Optional.empty(), stores.calm.load(BOB));
            }
        }
    }

    /** The same folder, through a file system that fails and through one that does not. */
    private static final class Stores {
        private final FileSessionStore store;
        private final FileSessionStore calm;
        private final CurrentAccounts current;
        private final CurrentAccounts calmCurrent;
        private final FileSessionLock lock;
        private final Path document;

        Stores(Path home, FaultyFiles.Hook hook) {
            FaultyFiles files = new FaultyFiles(hook);
            FileLayout layout = FileLayout.standard(files.wrap(home.resolve("sessions")));
            FileLayout calmLayout = FileLayout.standard(home.resolve("sessions"));
            store = new FileSessionStore(layout);
            calm = new FileSessionStore(calmLayout);
            current = new CurrentAccounts(files.wrap(home.resolve("sessions")));
            calmCurrent = new CurrentAccounts(home.resolve("sessions"));
            lock = new FileSessionLock(layout, files.wrap(home.resolve("locks")));
            document = calmLayout.document(ALICE);
        }
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void oneOperationFails(Step step) throws IOException {
        run(step, false);
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void oneOperationIsDoneAndSaidToHaveFailed(Step step) throws IOException {
        run(step, true);
    }

    /** Fails the first operation, then the second, and so on until there is none that can fail. */
    private void run(Step step, boolean done) throws IOException {
        int number = 0;
        boolean struck = true;
        while (struck) {
            Path home = Files.createDirectory(temporary.resolve(step + "-" + done + "-" + number));
            struck = runOnce(home, step, number, done);
            number++;
        }
        assertTrue(number > 1, "nothing could fail");
    }

    private static boolean runOnce(Path home, Step step, int number, boolean done) throws IOException {
        AtomicInteger left = new AtomicInteger(-1);
        StringBuilder where = new StringBuilder();
        Stores stores = new Stores(home, (operation, path, isDone) -> {
            if (isDone == done && left.getAndDecrement() == 0) {
                where.append(operation).append(' ').append(path);
                throw new FileSystemException(path.toString(), null, "Input/output error");
            }
        });
        save(stores.calm, "old");
        stores.calmCurrent.set(ALICE);
        left.set(number);
        try {
            step.run(stores);
        } catch (StorageException e) {
            assertTrue(where.length() > 0, e::toString);
            step.assertAsItWas(stores);
        }
        left.set(-1);
        assertGoesOn(stores, step + " with a fault at " + where);
        return where.length() > 0;
    }

    /** Whatever happened, the document is an old one, a new one or gone, and the next save, lock and logout work. */
    private static void assertGoesOn(Stores stores, String what) throws IOException {
        if (Files.exists(stores.document)) {
            assertTrue(List.of("old", "new").contains(Files.readString(stores.document)), what);
        }
        try (Hold hold = stores.lock.acquire(LockId.session(ALICE), Duration.ZERO)) {
            hold.check();
            save(stores.store, "next");
        }
        assertEquals(Optional.of(Secret.of("next")), stores.store.load(ALICE), what);
        assertFalse(stores.store.interrupted(ALICE).isPresent(), what);
        stores.current.set(ALICE);
        stores.store.list(failure -> {});
        stores.store.delete(ALICE, held(ALICE));
        try (Stream<Path> left = Files.list(stores.document.getParent())) {
            assertEquals(
                    List.of(),
                    left.map(path -> path.getFileName().toString())
                            .filter(name -> !name.endsWith(".lock") && !name.contains(".aside"))
                            .toList(),
                    what);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Input/output error", "No space left on device", "Interrupted system call"})
    void aCommitIsRepeatedUntilItIsDoneWhateverFailed(String reason) throws IOException {
        for (int number = 0; number < 30; number++) {
            AtomicInteger left = new AtomicInteger(-1);
            Path home = Files.createDirectory(temporary.resolve(reason.charAt(0) + "-" + number));
            Stores stores = new Stores(home, (operation, path, isDone) -> {
                if (!isDone && left.getAndDecrement() == 0) {
                    throw new FileSystemException(path.toString(), null, reason);
                }
            });
            save(stores.calm, "old");
            try (PreparedSave save = stores.store.prepare(ALICE, held(ALICE))) {
                left.set(number);
                try {
                    save.commit(Secret.of("new"));
                } catch (StorageException e) {
                    assertEquals(Reason.NOT_WRITABLE, e.reason());
                    assertEquals("old", Files.readString(stores.document));
                    save.commit(Secret.of("new"));
                }
            }
            assertEquals(Optional.of(Secret.of("new")), stores.calm.load(ALICE));
        }
    }

    @Test
    void whatWasForcedToTheDiskIsSavedThoughItsFileCannotBeClosed() {
        Stores stores = failing("close", ".session.json.new");

        save(stores.store, "new");

        assertEquals(Optional.of(Secret.of("new")), stores.calm.load(ALICE));
    }

    @ParameterizedTest
    @ValueSource(strings = {".session.json.new", "session.json", ".session.json.ending", "alice", "example"})
    void whatCannotBeToldIsNeverTakenForAbsence(String name) {
        Stores stores = failing("stat", name);

        if (name.equals(".session.json.new")) {
            assertUnreadable(() -> stores.store.interrupted(ALICE));
            assertThrows(StorageException.class, () -> stores.store.delete(ALICE, held(ALICE)));
        } else {
            assertUnreadable(() -> stores.store.load(ALICE));
        }
        if (name.equals("session.json")) {
            assertThrows(StorageException.class, () -> stores.store.delete(ALICE, held(ALICE)));
            assertThrows(StorageException.class, () -> stores.store.setAside(ALICE, held(ALICE)));
            assertUnreadable(stores.store::list);
        }
        assertEquals(Optional.of(Secret.of("old")), stores.calm.load(ALICE));
    }

    @Test
    void aSelectionOfWhichCannotBeToldWhetherItIsThereIsNoneThatWasCleared() {
        Stores stores = failing("stat", "current");

        assertThrows(StorageException.class, () -> stores.current.clear("example"));
        assertUnreadable(() -> stores.current.get("example"));
        assertEquals(Optional.of("alice"), stores.calmCurrent.get("example"));
    }

    @Test
    void aLockOfWhichCannotBeToldWhetherItIsStillThereIsReportedAsThat() {
        boolean[] strikes = {false};
        Stores stores = new Stores(temporary, (operation, path, done) -> {
            if (strikes[0] && path.endsWith("session.lock") && operation.equals("stat")) {
                throw new FileSystemException(path.toString(), null, "Input/output error");
            }
        });
        try (Hold hold = stores.lock.acquire(LockId.session(ALICE), Duration.ZERO)) {
            strikes[0] = true;
            assertUnreadable(hold::check);
            strikes[0] = false;
            hold.check();
        }
    }

    @Test
    void aRootThatCannotBeResolvedIsNotGuessed() {
        FaultyFiles.Hook broken = (operation, path, done) -> {
            if (operation.equals("realPath")) {
                throw new IOException("Input/output error");
            }
        };
        assertUnreadable(() -> new Stores(temporary, broken));
    }

    private Stores failing(String operation, String name) {
        boolean[] strikes = {false};
        Stores stores = new Stores(temporary, (what, path, done) -> {
            if (strikes[0] && what.equals(operation) && path.endsWith(name)) {
                throw new FileSystemException(path.toString(), null, "Input/output error");
            }
        });
        save(stores.calm, "old");
        stores.calmCurrent.set(ALICE);
        strikes[0] = true;
        return stores;
    }

    private static void assertUnreadable(org.junit.jupiter.api.function.Executable action) {
        StorageException failure = assertThrows(StorageException.class, action);
        assertEquals(Reason.UNREADABLE, failure.reason(), failure::toString);
        assertTrue(failure.toString().contains("Input/output error"), failure::toString);
    }

    private static void save(FileSessionStore store, String text) {
        try (PreparedSave save = store.prepare(ALICE, held(ALICE))) {
            save.commit(Secret.of(text));
        }
    }
}
