package dev.latchkey.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.LockTimeoutException;
import dev.latchkey.error.StorageException;
import dev.latchkey.model.LockId;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionLock;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockFilesTest {
    private static final LockId LOCK = LockId.session(new SessionId("example", "alice"));
    private static final Duration PLENTY = Duration.ofSeconds(60);

    @TempDir(factory = FolderInMemory.class)
    Path home;

    private SessionLock lock;
    private Path file;

    @BeforeEach
    void open() {
        lock = new FileSessionLock(FileLayout.standard(home.resolve("sessions")), home.resolve("locks"));
        file = home.resolve("sessions/example/alice/session.lock");
    }

    @Test
    void fewChannelsStayOpenHoweverManyFilesWereLocked() {
        int before = LockTable.size();
        for (int i = 0; i < 500; i++) {
            lock.acquire(LockId.session(new SessionId("example", "user" + i)), Duration.ZERO)
                    .close();
        }
        assertTrue(LockTable.size() <= before + LockTable.MOST_IDLE, () -> LockTable.size() + " open");
    }

    @Test
    void aLockFileThatWasReplacedWhileWeWaitedIsNotTheOneWeGet() {
        boolean[] busy = {true};
        FaultyFiles files = new FaultyFiles((operation, path, done) -> {
            if (operation.equals("lock") && busy[0]) {
                busy[0] = false;
                Files.delete(file);
                Files.createFile(file);
                throw new OverlappingFileLockException();
            }
        });
        FileLayout layout = FileLayout.standard(files.wrap(home.resolve("sessions")));

        try (SessionLock.Hold hold =
                new FileSessionLock(layout, files.wrap(home.resolve("locks"))).acquire(LOCK, PLENTY)) {
            hold.check();
            assertThrows(LockTimeoutException.class, () -> lock.acquire(LOCK, Duration.ZERO));
        }
        assertFalse(busy[0]);
    }

    @Test
    void theFilesThatWereLockedLastStayOpenAndAreNotOpenedAgain() {
        List<String> told = new ArrayList<>();
        FaultyFiles files = new FaultyFiles((operation, path, done) -> {
            if (done && path.endsWith("session.lock")) {
                told.add(operation + " " + path.resolveSibling("").getFileName());
            }
        });
        SessionLock many = new FileSessionLock(
                FileLayout.standard(files.wrap(home.resolve("sessions"))), files.wrap(home.resolve("locks")));

        for (int i = 0; i <= LockTable.MOST_IDLE; i++) {
            many.acquire(idOf(i), Duration.ZERO).close();
            many.acquire(idOf(i), Duration.ZERO).close();
        }

        assertEquals(LockTable.MOST_IDLE, LockTable.size());
        for (int i = 0; i <= LockTable.MOST_IDLE; i++) {
            int opened = Collections.frequency(told, "open user" + i);
            assertEquals(2, opened, "to make it and to lock it");
            assertEquals(i == 0 ? 0 : 1, opened - Collections.frequency(told, "close user" + i), told::toString);
        }
    }

    @Test
    void whatIsHeldIsNeverClosedAsIdle() {
        try (SessionLock.Hold hold = lock.acquire(LOCK, Duration.ZERO)) {
            for (int i = 0; i <= LockTable.MOST_IDLE; i++) {
                lock.acquire(idOf(i), Duration.ZERO).close();
            }
            hold.check();
        }
    }

    @Test
    void whatIsHeldStaysHeldWhenOthersAreClosed() {
        List<SessionLock.Hold> holds = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            holds.add(lock.acquire(idOf(i), Duration.ZERO));
        }
        for (int i = 0; i < 50; i++) {
            LockId id = idOf(i);
            assertThrows(LockTimeoutException.class, () -> lock.acquire(id, Duration.ZERO));
        }
        holds.forEach(SessionLock.Hold::close);
        for (int i = 0; i < 50; i++) {
            lock.acquire(idOf(i), Duration.ZERO).close();
        }
    }

    @Test
    void aLockIsHadAgainAfterItsFileOrFolderWasDeleted() throws IOException {
        lock.acquire(LOCK, Duration.ZERO).close();
        Files.delete(file);
        lock.acquire(LOCK, Duration.ZERO).close();
        Files.delete(file);
        Files.delete(home.resolve("sessions/example/alice"));
        try (SessionLock.Hold hold = lock.acquire(LOCK, Duration.ZERO)) {
            assertThrows(LockTimeoutException.class, () -> lock.acquire(LOCK, Duration.ZERO));
        }
        assertTrue(Files.exists(file));
    }

    @Test
    void whoWaitedForAFileThatWasDeletedMeanwhileWaitsForTheNewOne() throws Exception {
        FutureTask<Boolean> waiting;
        try (SessionLock.Hold old = lock.acquire(LOCK, Duration.ZERO)) {
            waiting = new FutureTask<>(() -> {
                lock.acquire(LOCK, PLENTY).close();
                return true;
            });
            Thread waiter = new Thread(waiting);
            waiter.start();
            while (waiter.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            Files.delete(file);
            try (SessionLock.Hold replaced = lock.acquire(LOCK, Duration.ZERO)) {
                old.close();
                assertEquals(false, isDoneSoon(waiting));
            }
        }
        assertTrue(waiting.get(PLENTY.toSeconds(), TimeUnit.SECONDS));
    }

    @Test
    void aHoldWhoseFileWasDeletedIsNoLongerTheLock() throws IOException {
        try (SessionLock.Hold hold = lock.acquire(LOCK, Duration.ZERO)) {
            hold.check();
            Files.delete(file);
            assertLost(hold);
            try (SessionLock.Hold other = lock.acquire(LOCK, Duration.ZERO)) {
                other.check();
                assertLost(hold);
            }
        }
    }

    @Test
    void aHoldWhoseFileWasReplacedIsNoLongerTheLock() throws IOException {
        try (SessionLock.Hold hold = lock.acquire(LOCK, Duration.ZERO)) {
            Path other = Files.createFile(file.resolveSibling("other"));
            Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
            assertLost(hold);
        }
    }

    @Test
    void aHoldWhoseFolderWasDeletedOrMovedIsNoLongerTheLock() throws IOException {
        try (SessionLock.Hold hold = lock.acquire(LOCK, Duration.ZERO)) {
            Files.move(home.resolve("sessions"), home.resolve("moved"));
            assertLost(hold);
            Files.move(home.resolve("moved"), home.resolve("sessions"));
            hold.check();
        }
    }

    private void assertLost(SessionLock.Hold hold) {
        StorageException lost = assertThrows(StorageException.class, hold::check);
        assertEquals(StorageException.Reason.LOCK_LOST, lost.reason());
        assertTrue(lost.toString().contains(file.toString()), lost::toString);
    }

    @Test
    void anotherNameOfTheSameFileIsTheSameLock() throws IOException {
        lock.acquire(LOCK, Duration.ZERO).close();
        Path bobs = Files.createDirectories(home.resolve("sessions/example/bob"));
        Files.createLink(bobs.resolve("session.lock"), file);

        try (SessionLock.Hold hold = lock.acquire(LOCK, Duration.ZERO)) {
            LockId bob = LockId.session(new SessionId("example", "bob"));
            assertThrows(LockTimeoutException.class, () -> lock.acquire(bob, Duration.ZERO));
            assertThrows(LockTimeoutException.class, () -> lock.acquire(LOCK, Duration.ZERO));
        }
    }

    @Test
    void whatThisProcessLocksPastUsIsWaitedForToo() throws IOException {
        lock.acquire(LOCK, Duration.ZERO).close();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock foreign = channel.lock()) {
            assertTrue(foreign.isValid());
            assertThrows(LockTimeoutException.class, () -> lock.acquire(LOCK, Duration.ofMillis(30)));
        }
        lock.acquire(LOCK, Duration.ZERO).close();
    }

    private static LockId idOf(int i) {
        return LockId.session(new SessionId("held", "user" + i));
    }

    private static boolean isDoneSoon(FutureTask<Boolean> task) throws Exception {
        try {
            return task.get(100, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return false;
        }
    }
}
