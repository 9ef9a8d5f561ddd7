package dev.latchkey.file;

import static dev.latchkey.testkit.InMemorySessionLock.held;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.StorageException;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionStore.PreparedSave;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In which order the store asks the file system for what, so that all is on the disk when it says so, and nothing stays open. */
class DurabilityTest {
    private static final SessionId ALICE = new SessionId("example", "alice");
    private static final String BESIDE = ".session.json.new";

    @TempDir(factory = FolderInMemory.class)
    Path temporary;

    private final List<String> told = new ArrayList<>();
    private FaultyFiles.Hook fault = (operation, path, done) -> {};

    private FileSessionStore store() {
        FaultyFiles.Hook hook = (operation, path, done) -> {
            fault.at(operation, path, done);
            if (done) {
                told.add(operation + " " + path.getFileName());
            }
        };
        return new FileSessionStore(FileLayout.standard(new FaultyFiles(hook).wrap(temporary)));
    }

    @Test
    void theRoomIsOnTheDiskWhenASaveIsPrepared() {
        store().prepare(ALICE, held(ALICE));

        assertEquals("force " + BESIDE, told.get(told.size() - 1));
    }

    @Test
    void aSaveIsWrittenIntoItsRoomForcedRenamedAndItsFolderForced() {
        FileSessionStore store = store();
        PreparedSave save = store.prepare(ALICE, held(ALICE));
        told.clear();

        save.commit(Secret.of("new"));

        assertEquals(
                List.of(
                        "write " + BESIDE,
                        "truncate " + BESIDE,
                        "force " + BESIDE,
                        "move " + BESIDE,
                        "close " + BESIDE,
                        "open alice",
                        "force alice",
                        "close alice"),
                changes());
    }

    @Test
    void aRenameThatIsNotPermittedIsTriedOnce() {
        FileSessionStore store = store();
        int[] tries = {0};
        fault = (operation, path, done) -> {
            if (operation.equals("move")) {
                tries[0]++;
                throw new AccessDeniedException(path.toString());
            }
        };

        assertThrows(StorageException.class, () -> save(store, "new"));

        assertEquals(1, tries[0]);
    }

    @Test
    void aFolderThatCannotBeForcedIsTriedTwice() {
        FileSessionStore store = store();
        int[] tries = {0};
        fault = (operation, path, done) -> {
            if (operation.equals("force") && path.endsWith("alice")) {
                tries[0]++;
                throw new FileSystemException(path.toString(), null, "Input/output error");
            }
        };

        save(store, "new");

        assertEquals(2, tries[0]);
        assertEquals(Optional.of(Secret.of("new")), store.load(ALICE));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSessionThatWasDeletedIsGoneFromTheDisk(boolean beside) throws IOException {
        FileSessionStore store = store();
        save(store, "old");
        if (beside) {
            Files.writeString(temporary.resolve("example/alice").resolve(BESIDE), "half a docu");
        }
        told.clear();

        store.delete(ALICE, held(ALICE));

        int deleted = told.lastIndexOf("delete session.json");
        assertTrue(deleted >= 0 && deleted < told.indexOf("force alice"), told::toString);
    }

    @Test
    void deletingNothingChangesNothingOnTheDisk() {
        FileSessionStore store = store();
        save(store, "old");
        store.delete(ALICE, held(ALICE));
        told.clear();

        store.delete(ALICE, held(ALICE));

        assertFalse(told.contains("force alice"), told::toString);
    }

    @Test
    void whatWasSetAsideIsOnTheDiskUnderItsNewName() {
        FileSessionStore store = store();
        save(store, "old");
        told.clear();

        Path aside = Path.of(store.setAside(ALICE, held(ALICE)).orElseThrow());

        int moved = told.indexOf("move session.json");
        assertTrue(moved >= 0, told::toString);
        List<String> after = told.subList(moved, told.size());
        assertTrue(after.contains("force " + aside.resolveSibling("").getFileName()), told::toString);
        assertTrue(after.contains("force alice"), told::toString);
    }

    @Test
    void whatIsSetAsideOnAnotherFileSystemIsCopiedToTheDiskBeforeItIsDeleted() throws IOException {
        FileSessionStore store = store();
        save(store, "old");
        told.clear();
        fault = otherFileSystem();

        Path aside = Path.of(store.setAside(ALICE, held(ALICE)).orElseThrow());

        assertEquals("old", Files.readString(aside));
        assertEquals(List.of("session.json.aside"), documents());
        String copy = aside.getFileName() + ".new";
        List<String> before = told.subList(0, told.indexOf("delete session.json"));
        int folderForced =
                before.lastIndexOf("force " + aside.resolveSibling("").getFileName());
        assertTrue(before.contains("force " + copy), told::toString);
        assertTrue(before.indexOf("force " + copy) < before.indexOf("move " + copy), told::toString);
        assertTrue(before.indexOf("move " + copy) < folderForced, told::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"write", "force", "truncate"})
    void aCopyToAnotherFileSystemThatFailsLeavesTheDocumentAndNoHalfCopy(String broken) throws IOException {
        FileSessionStore store = store();
        save(store, "old");
        FaultyFiles.Hook other = otherFileSystem();
        fault = (operation, path, done) -> {
            other.at(operation, path, done);
            if (operation.equals(broken) && path.toString().contains(".aside")) {
                throw new FileSystemException(path.toString(), null, "No space left on device");
            }
        };

        assertThrows(StorageException.class, () -> store.setAside(ALICE, held(ALICE)));

        assertEquals("old", Files.readString(temporary.resolve("example/alice/session.json")));
        assertEquals(List.of("session.json"), documents());
    }

    @Test
    void aDocumentOnAnotherFileSystemThatCannotBeDeletedIsNotThereTwice() throws IOException {
        FileSessionStore store = store();
        save(store, "old");
        FaultyFiles.Hook other = otherFileSystem();
        fault = (operation, path, done) -> {
            other.at(operation, path, done);
            if (operation.equals("delete") && path.endsWith("session.json")) {
                throw new FileSystemException(path.toString(), null, "Input/output error");
            }
        };

        assertThrows(StorageException.class, () -> store.setAside(ALICE, held(ALICE)));

        assertEquals(List.of("session.json"), documents());
    }

    @ParameterizedTest
    @ValueSource(strings = {"move", "delete"})
    void whatFailedAndCannotBeLookedAtAfterwardsIsReported(String broken) {
        FileSessionStore store = store();
        save(store, "old");
        boolean[] blind = {false};
        fault = (operation, path, done) -> {
            blind[0] |= operation.equals(broken) && (broken.equals("move") || path.endsWith("session.json"));
            if (blind[0] && (operation.equals(broken) || operation.equals("stat"))) {
                throw new FileSystemException(path.toString(), null, "Input/output error");
            }
        };

        if (broken.equals("move")) {
            assertThrows(StorageException.class, () -> save(store, "new"));
        } else {
            assertThrows(StorageException.class, () -> store.delete(ALICE, held(ALICE)));
        }

        fault = (operation, path, done) -> {};
        assertEquals(Optional.of(Secret.of("old")), store.load(ALICE));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCommitWhoseResultIsUnknownIsRepeatedUnlessAnotherProgramChangedTheDocument(boolean changed)
            throws IOException {
        FileSessionStore store = store();
        save(store, "old");
        boolean[] blind = {false};
        fault = (operation, path, done) -> {
            blind[0] |= operation.equals("move") && done;
            if (blind[0]) {
                throw new FileSystemException(path.toString(), null, "Input/output error");
            }
        };
        PreparedSave save = store.prepare(ALICE, held(ALICE));
        assertThrows(StorageException.class, () -> save.commit(Secret.of("new")));
        fault = (operation, path, done) -> {};
        assertEquals(Optional.of(Secret.of("new")), store.load(ALICE));

        if (changed) {
            Files.writeString(temporary.resolve("example/alice/session.json"), "another's");
            StorageException stale = assertThrows(StorageException.class, () -> save.commit(Secret.of("new")));
            assertEquals(StorageException.Reason.STALE, stale.reason());
        } else {
            save.commit(Secret.of("new"));
        }

        assertEquals(Optional.of(Secret.of(changed ? "another's" : "new")), store.load(ALICE));
    }

    @Test
    void aDocumentThatItsOwnerMayNotReadIsNotSaidToBeAnothers() {
        FileSessionStore store = store();
        save(store, "old");
        fault = (operation, path, done) -> {
            if (operation.equals("open") && path.endsWith("session.json")) {
                throw new AccessDeniedException(path.toString());
            }
        };

        StorageException failure = assertThrows(StorageException.class, () -> store.load(ALICE));

        assertTrue(failure.toString().contains("permission denied. Make it readable for you."), failure::toString);
    }

    @Test
    void aSaveWhoseFileCannotBeLookedAtWhenItIsGivenUpLeavesNoTokenBeside() throws IOException {
        FileSessionStore store = store();
        PreparedSave save = store.prepare(ALICE, held(ALICE));
        fault = (operation, path, done) -> {
            if (operation.equals("stat") && path.endsWith(BESIDE)) {
                throw new FileSystemException(path.toString(), null, "Input/output error");
            }
        };

        save.close();

        assertEquals(List.of(), documents());
    }

    @Test
    void aNameThatAnotherProgramTakesOnceIsTakenBack() throws IOException {
        FileSessionStore store = store();
        Path beside = temporary.resolve("example/alice").resolve(BESIDE);
        try (PreparedSave save = store.prepare(ALICE, held(ALICE))) {
            boolean[] taken = {false};
            fault = (operation, path, done) -> {
                if (operation.equals("force") && path.endsWith(BESIDE) && !taken[0]) {
                    taken[0] = true;
                    Files.delete(beside);
                    Files.writeString(beside, "another's");
                }
            };
            save.commit(Secret.of("new"));
            assertTrue(taken[0]);
        }

        assertEquals(Optional.of(Secret.of("new")), store.load(ALICE));
    }

    /** Whatever fails, each file that was opened is closed, and a save that could not be prepared has no room beside the document. */
    @Test
    void nothingStaysOpenWhateverFails() throws IOException {
        boolean struck = true;
        for (int number = 0; struck; number++) {
            int[] left = {number};
            fault = (operation, path, done) -> {
                if (!done && left[0]-- == 0) {
                    throw new FileSystemException(path.toString(), null, operation + " failed");
                }
            };
            told.clear();
            FileSessionStore store = store();
            fail(() -> save(store, "new"));
            fail(() -> store.load(ALICE));
            fail(() -> store.interrupted(ALICE));
            fail(() -> store.beginLogout(ALICE, held(ALICE)));
            fail(() -> store.setAside(ALICE, held(ALICE)));
            struck = left[0] < 0;
            fault = (operation, path, done) -> {};
            assertEquals(count("open "), count("close "), number + " in " + told);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"write", "force"})
    void aSaveThatCannotBePreparedLeavesNothingBeside(String broken) throws IOException {
        FileSessionStore store = store();
        fault = (operation, path, done) -> {
            if (operation.equals(broken) && path.endsWith(BESIDE)) {
                throw new FileSystemException(path.toString(), null, "No space left on device");
            }
        };

        assertThrows(StorageException.class, () -> store.prepare(ALICE, held(ALICE)));

        assertEquals(List.of(), documents());
    }

    @Test
    void aFileThatCannotBeLookedAtOnceItIsMadeIsDeletedAgain() throws IOException {
        FileSessionStore store = store();
        boolean[] made = {false};
        fault = (operation, path, done) -> {
            made[0] |= operation.equals("open") && path.endsWith(BESIDE);
            if (made[0] && operation.equals("stat") && path.endsWith(BESIDE)) {
                throw new FileSystemException(path.toString(), null, "Input/output error");
            }
        };

        assertThrows(StorageException.class, () -> store.prepare(ALICE, held(ALICE)));

        assertEquals(List.of(), documents());
    }

    /** As in a locale without UTF-8, where the system says U+FFFD for what it cannot decode. */
    @Test
    void aFolderWhoseNameCannotBeDecodedIsReportedAndTheOthersAreListed() throws IOException {
        save(store(), "old");
        Files.createDirectories(temporary.resolve("example/jos\ufffd\ufffd"));
        Files.writeString(temporary.resolve("example/jos\ufffd\ufffd/session.json"), "one");
        FaultyFiles ascii = new FaultyFiles((operation, path, done) -> {}) {
            @Override
            public Path getPath(String first, String... more) {
                throw new InvalidPathException(first, "Malformed input or input contains unmappable characters");
            }
        };
        FileSessionStore store = new FileSessionStore(FileLayout.standard(ascii.wrap(temporary)));
        List<StorageException> unreadable = new ArrayList<>();

        assertEquals(List.of(ALICE), store.list(unreadable::add));

        assertEquals(1, unreadable.size());
        assertTrue(unreadable.get(0).toString().contains("set LC_ALL to one with UTF-8"), unreadable::toString);
    }

    @Test
    void aFolderWhoseNameHasThatSignItselfIsForeign() throws IOException {
        FileSessionStore store = store();
        save(store, "old");
        Files.createDirectories(temporary.resolve("example/jos\ufffd\ufffd"));

        assertEquals(List.of(ALICE), store.list());
    }

    @Test
    void aListingThatBreaksOffIsReported() {
        FileSessionStore store = store();
        save(store, "old");
        fault = (operation, path, done) -> {
            if (operation.equals("iterate") && path.endsWith("example")) {
                throw new FileSystemException(path.toString(), null, "Input/output error");
            }
        };
        List<StorageException> unreadable = new ArrayList<>();

        assertThrows(StorageException.class, store::list);
        assertEquals(List.of(), store.list(unreadable::add));

        assertEquals(1, unreadable.size());
    }

    private static FaultyFiles.Hook otherFileSystem() {
        return (operation, path, done) -> {
            if (operation.equals("move") && path.endsWith("session.json")) {
                throw new AtomicMoveNotSupportedException(path.toString(), null, "Invalid cross-device link");
            }
        };
    }

    private static void fail(Runnable action) {
        try {
            action.run();
        } catch (StorageException e) {
            assertTrue(e.toString().contains("failed"), e::toString);
        }
    }

    private long count(String operation) {
        return told.stream().filter(each -> each.startsWith(operation)).count();
    }

    private List<String> changes() {
        return told.stream()
                .filter(each -> !each.startsWith("stat") && !each.endsWith(" session.json"))
                .toList();
    }

    /** What is in the session's folder, and what was set aside from it. */
    private List<String> documents() throws IOException {
        try (Stream<Path> files = Files.walk(temporary)) {
            return files.filter(Files::isRegularFile)
                    .map(each -> each.getFileName().toString())
                    .toList();
        }
    }

    private static void save(FileSessionStore store, String text) {
        try (PreparedSave save = store.prepare(ALICE, held(ALICE))) {
            save.commit(Secret.of(text));
        }
    }
}
