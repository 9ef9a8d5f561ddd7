package dev.latchkey.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.StorageException;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionLock.Hold;
import dev.latchkey.port.SessionStore;
import dev.latchkey.port.SessionStore.PreparedSave;
import dev.latchkey.testkit.InMemorySessionLock;
import dev.latchkey.testkit.faults.Errno;
import dev.latchkey.testkit.faults.Fault;
import dev.latchkey.testkit.faults.FaultFileSystem;
import dev.latchkey.testkit.faults.Killed;
import dev.latchkey.testkit.faults.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The contract of a {@link SessionStore} in files when its file system fails. Each operation of each change fails once, or it and all later
 * ones fail, or the process is killed before it. Afterwards, what was reported as done is done, what failed is either done or unchanged, no
 * document is corrupt, and the next save works. For POSIX systems.
 */
public abstract class SessionStoreFaultContract {
    private static final SessionId ALICE = new SessionId("example", "alice");
    private static final String OLD = "the old document " + "o".repeat(70_000);
    private static final String NEW = "the new document " + "n".repeat(90_000);
    private static final String NONE = "none";

    @TempDir
    private Path folder;

    private int places;

    /**
     * Opens a store in this folder, which exists and is empty at first. A second call with the same folder opens the same store again.
     *
     * @param place on the default file system, or on a failing one
     */
    protected abstract SessionStore open(Path place);

    /** A change of a store. */
    enum Change {
        FIRST_SAVE(NONE, NEW) {
            @Override
            void make(SessionStore store) {
                save(store, NEW);
            }
        },
        NEXT_SAVE(OLD, NEW) {
            @Override
            void make(SessionStore store) {
                save(store, NEW);
            }
        },
        BEGUN_LOGOUT(OLD, NONE) {
            @Override
            void make(SessionStore store) {
                holding(hold -> store.beginLogout(ALICE, hold));
            }
        },
        DELETION(OLD, NONE) {
            @Override
            void make(SessionStore store) {
                holding(hold -> store.delete(ALICE, hold));
            }
        },
        SETTING_ASIDE(OLD, NONE) {
            @Override
            void make(SessionStore store) {
                holding(hold -> store.setAside(ALICE, hold));
            }
        };

        private final String before;
        private final String after;

        Change(String before, String after) {
            this.before = before;
            this.after = after;
        }

        abstract void make(SessionStore store);

        private static void holding(Consumer<Hold> action) {
            try (Hold hold = InMemorySessionLock.held(ALICE)) {
                action.accept(hold);
            }
        }

        private static void save(SessionStore store, String document) {
            holding(hold -> {
                try (PreparedSave save = store.prepare(ALICE, hold)) {
                    save.commit(Secret.of(document));
                }
            });
        }
    }

    @ParameterizedTest
    @EnumSource(Change.class)
    void whateverFailsNoDocumentIsCorruptAndTheReportedResultIsTrue(Change change) throws IOException {
        List<Operation> operations = run(change, Fault.none(), "without a fault", Set.of(change.after));
        assertTrue(operations.size() > 1, "the store must use the folder that it is given");
        Set<String> either = Set.of(change.before, change.after);
        for (Operation operation : operations) {
            for (Errno errno : Errno.values()) {
                if (operation.kind().mayFailWith(errno)) {
                    String what = change + ", " + errno + " at " + operation;
                    run(change, Fault.once(operation.number(), errno), what, either);
                    run(change, Fault.from(operation.number(), errno), what + " and after", either);
                }
            }
            run(change, Fault.kill(operation.number()), change + ", killed before " + operation, either);
        }
    }

    /** Makes the change on a file system with this fault, and compares the result with what was reported. */
    private List<Operation> run(Change change, Fault fault, String what, Set<String> allowed) throws IOException {
        Path place = Files.createDirectory(folder.resolve("place-" + ++places));
        if (!change.before.equals(NONE)) {
            Change.save(healthy(place), change.before);
        }
        List<Operation> log;
        boolean done;
        try (FaultFileSystem files = new FaultFileSystem(fault)) {
            done = isDone(change, files.getPath(place.toString()), what);
            files.end();
            log = files.log();
        }
        String now = stored(healthy(place));
        if (done) {
            assertEquals(change.after, now, what + ": it was said to be done");
        }
        assertTrue(allowed.contains(now), () -> what + ": stored is " + now);
        Change.save(healthy(place), "after it");
        assertEquals("after it", stored(healthy(place)), what);
        assertTrue(healthy(place).interrupted(ALICE).isEmpty(), what);
        return log;
    }

    private boolean isDone(Change change, Path place, String what) {
        try {
            change.make(open(place));
            return true;
        } catch (StorageException | Killed e) {
            return false;
        } catch (RuntimeException | Error e) {
            throw new AssertionError(what + ": threw " + e, e);
        }
    }

    /** On a file system without faults that does not sync. */
    private SessionStore healthy(Path place) {
        return open(new FaultFileSystem(Fault.none()).getPath(place.toString()));
    }

    private static String stored(SessionStore store) {
        return store.load(ALICE).map(Secret::reveal).orElse(NONE);
    }
}
