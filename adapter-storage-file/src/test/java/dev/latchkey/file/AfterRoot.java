package dev.latchkey.file;

import static dev.latchkey.testkit.InMemorySessionLock.held;

import dev.latchkey.error.StorageException;
import dev.latchkey.model.LockId;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionLock.Hold;
import dev.latchkey.port.SessionStore.PreparedSave;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What a person can do in a folder where root left files of its own, as version 0.1.0 did. Runs in a process of that person, who may not be
 * able to read the test libraries, so it uses none.
 */
public final class AfterRoot {
    private static final SessionId ALICE = new SessionId("example", "alice");

    private AfterRoot() {}

    public static void main(String[] arguments) {
        Path home = Path.of(arguments[0]);
        LatchkeyFolders folders = Shared.folders(home, home.resolve("bitfount"));
        FileLayout layout = FileLayout.of(folders);
        FileSessionStore store = new FileSessionStore(layout);
        CurrentAccounts current = new CurrentAccounts(folders);
        expect("belongs to root, and you may not read it. Make it yours. Run: sudo chown", () -> store.load(ALICE));
        expect("belongs to root, and you may not read it", () -> current.get("example"));
        try (Hold hold = new FileSessionLock(layout, folders.locks()).acquire(LockId.session(ALICE), Duration.ZERO)) {
            hold.check();
            expect(store.setAside(ALICE, held(ALICE)).isPresent(), "set aside");
            try (PreparedSave save = store.prepare(ALICE, held(ALICE))) {
                save.commit(Secret.of("mine"));
            }
        }
        expect(store.load(ALICE).equals(Optional.of(Secret.of("mine"))), "loaded");
        current.set(ALICE);
        expect(current.get("example").equals(Optional.of("alice")), "selected");
        store.delete(ALICE, held(ALICE));
        expect(store.load(ALICE).isEmpty(), "deleted");
        System.out.println(Scenarios.DONE);
    }

    private static void expect(String words, Runnable action) {
        try {
            action.run();
        } catch (StorageException e) {
            expect(e.toString().contains(words), e.toString());
            return;
        }
        throw new IllegalStateException("no failure: " + words);
    }

    private static void expect(boolean condition, String what) {
        if (!condition) {
            throw new IllegalStateException(what);
        }
    }
}
