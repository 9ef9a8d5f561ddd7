package dev.latchkey.local.storage;

import static dev.latchkey.local.storage.Stubs.blind;
import static dev.latchkey.local.storage.Stubs.deletingAndFailing;
import static dev.latchkey.local.storage.Stubs.like;
import static dev.latchkey.local.storage.Stubs.undeletable;
import static dev.latchkey.local.storage.Stubs.unreadable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.mock;

import dev.latchkey.error.LockTimeoutException;
import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.local.storage.Life.Killed;
import dev.latchkey.local.storage.Migration.Outcome;
import dev.latchkey.local.storage.Stubs.Present;
import dev.latchkey.model.LockId;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionStore;
import dev.latchkey.testkit.InMemorySessionLock;
import dev.latchkey.testkit.InMemorySessionStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.mockito.stubbing.Answer;

class MigrationTest {
    private static final SessionId ID = new SessionId("work", "alice");
    private static final int IMMORTAL = 1_000;

    private InMemorySessionStore plain;
    private InMemorySessionStore sealed;
    private SessionLock lock;

    @BeforeEach
    void setUp() {
        plain = new InMemorySessionStore();
        sealed = new InMemorySessionStore();
        lock = new InMemorySessionLock();
    }

    @ParameterizedTest
    @EnumSource(
            value = StoreKind.class,
            names = {"FILE", "KEYRING"})
    void theTargetIsWrittenAndReadBackBeforeTheSourceIsDeleted(StoreKind target) {
        source(target).put(ID, "document");

        assertEquals(Outcome.MOVED, migration(IMMORTAL).move(ID, target));

        assertEquals(
                List.of("prepare work/alice", "commit work/alice", "load work/alice"),
                target(target).operations());
        assertEquals(
                List.of("load work/alice", "delete work/alice"), source(target).operations());
        assertIsOnlyIn(target, "document");
    }

    @ParameterizedTest
    @CsvSource({"FILE, MOVED", "KEYRING, CLEARED"})
    void ifBothStoresContainASessionTheSealedOneIsKeptInEitherDirection(StoreKind target, Outcome outcome) {
        plain.put(ID, "stale");
        sealed.put(ID, "counts");

        assertEquals(outcome, migration(IMMORTAL).move(ID, target));

        assertIsOnlyIn(target, "counts");
    }

    @ParameterizedTest
    @EnumSource(
            value = StoreKind.class,
            names = {"FILE", "KEYRING"})
    void nothingIsMovedIfTheSessionIsAlreadyThereOrDoesNotExist(StoreKind target) {
        assertEquals(Outcome.GONE, migration(IMMORTAL).move(ID, target));

        target(target).put(ID, "document");

        assertEquals(Outcome.ALREADY_THERE, migration(IMMORTAL).move(ID, target));
        assertIsOnlyIn(target, "document");
    }

    @ParameterizedTest
    @CsvSource({"FILE, false", "KEYRING, false", "FILE, true", "KEYRING, true"})
    void afterAKillAtAnyStepTheSessionExistsAndTheSameMoveCompletes(StoreKind target, boolean both) {
        int steps = 0;
        for (boolean killed = true; killed; steps++) {
            setUp();
            (both ? plain : source(target)).put(ID, both ? "stale" : "document");
            if (both) {
                sealed.put(ID, "document");
            }
            killed = isKilled(migration(steps), target);

            ChosenStore afterwards =
                    new ChosenStore(plain, sealed, new Present(sealed), StoreKind.KEYRING, warning -> {});
            assertEquals(Optional.of(Secret.of("document")), afterwards.load(ID), "killed at step " + steps);
            migration(IMMORTAL).move(ID, target);
            assertIsOnlyIn(target, "document");
        }
        assertTrue(steps > 4, "killed at " + steps + " steps only");
    }

    @ParameterizedTest
    @CsvSource({"FILE, true", "KEYRING, true", "FILE, false", "KEYRING, false"})
    void ifTheTargetCannotBeWrittenTheSourceIsUnchanged(StoreKind target, boolean atPrepare) {
        source(target).put(ID, "document");
        if (atPrepare) {
            target(target).failNextPrepares(1);
        } else {
            target(target).failNextCommits(1);
        }

        StorageException thrown =
                assertThrows(StorageException.class, () -> migration(IMMORTAL).move(ID, target));

        assertEquals(Reason.NOT_WRITABLE, thrown.reason());
        assertIsOnlyIn(source(target) == plain ? StoreKind.FILE : StoreKind.KEYRING, "document");
    }

    @ParameterizedTest
    @EnumSource(
            value = StoreKind.class,
            names = {"FILE", "KEYRING"})
    void aTargetThatCannotBeReadBackIsDeletedAgain(StoreKind target) {
        source(target).put(ID, "document");
        target(target).failLoads(new StorageException(Reason.LOCKED, "keyring", "It is locked.", null));

        StorageException thrown =
                assertThrows(StorageException.class, () -> migration(IMMORTAL).move(ID, target));

        assertEquals(Reason.LOCKED, thrown.reason());
        target(target).loadAgain();
        assertIsOnlyIn(source(target) == plain ? StoreKind.FILE : StoreKind.KEYRING, "document");
    }

    @Test
    void aTargetThatReadsBackDifferentlyIsDeletedAgain() {
        plain.put(ID, "document");
        SessionStore forgetful = like(sealed);
        doReturn(Optional.of(Secret.of("something else"))).when(forgetful).load(ID);
        Migration migration = new Migration(
                new ChosenStore(plain, forgetful, new Present(sealed), StoreKind.KEYRING, warning -> {}), lock);

        StorageException thrown = assertThrows(StorageException.class, () -> migration.move(ID, StoreKind.KEYRING));

        assertTrue(String.valueOf(thrown.getMessage()).contains("It stays where it was"), thrown::getMessage);
        assertIsOnlyIn(StoreKind.FILE, "document");
    }

    @ParameterizedTest
    @EnumSource(
            value = StoreKind.class,
            names = {"FILE", "KEYRING"})
    void ifTheSourceCannotBeDeletedTheSessionStaysThereAndTheSameMoveCompletes(StoreKind target) {
        source(target).put(ID, "document");
        Migration migration = target == StoreKind.KEYRING
                ? new Migration(
                        new ChosenStore(
                                undeletable(plain, 1), sealed, new Present(sealed), StoreKind.KEYRING, warning -> {}),
                        lock)
                : new Migration(
                        new ChosenStore(
                                plain, undeletable(sealed, 1), new Present(sealed), StoreKind.KEYRING, warning -> {}),
                        lock);

        StorageException thrown = assertThrows(StorageException.class, () -> migration.move(ID, target));

        assertSays(thrown, "It stays there, and nowhere else.");
        assertIsOnlyIn(other(target), "document");
        assertEquals(Outcome.MOVED, migration.move(ID, target));
        assertIsOnlyIn(target, "document");
    }

    @ParameterizedTest
    @EnumSource(
            value = StoreKind.class,
            names = {"FILE", "KEYRING"})
    void ifTheCopyCannotBeDeletedEitherBothAreReported(StoreKind target) {
        source(target).put(ID, "document");
        SessionStore upper = undeletable(sealed, 1);
        doReturn("sealed:work/alice").when(upper).location(ID);
        Migration migration = new Migration(
                new ChosenStore(undeletable(plain, 1), upper, new Present(sealed), StoreKind.KEYRING, warning -> {}),
                lock);

        StorageException thrown = assertThrows(StorageException.class, () -> migration.move(ID, target));

        String copy = target == StoreKind.FILE ? "memory:work/alice" : "sealed:work/alice";
        assertSays(thrown, "The same session is in " + copy + " too, and the one at sealed:work/alice counts");
        assertEquals(plain.document(ID), sealed.document(ID));
        migration.move(ID, target);
        assertIsOnlyIn(target, "document");
    }

    @ParameterizedTest
    @EnumSource(
            value = StoreKind.class,
            names = {"FILE", "KEYRING"})
    void aSourceThatIsGoneDespiteAFailedDeletionCountsAsMoved(StoreKind target) {
        source(target).put(ID, "document");
        Migration migration = target == StoreKind.KEYRING
                ? new Migration(
                        new ChosenStore(
                                deletingAndFailing(plain),
                                sealed,
                                new Present(sealed),
                                StoreKind.KEYRING,
                                warning -> {}),
                        lock)
                : new Migration(
                        new ChosenStore(
                                plain,
                                deletingAndFailing(sealed),
                                new Present(sealed),
                                StoreKind.KEYRING,
                                warning -> {}),
                        lock);

        assertEquals(Outcome.MOVED, migration.move(ID, target));

        assertIsOnlyIn(target, "document");
    }

    @ParameterizedTest
    @EnumSource(
            value = StoreKind.class,
            names = {"FILE", "KEYRING"})
    void theTargetIsKeptIfItCannotTellWhetherTheSourceIsGone(StoreKind target) {
        source(target).put(ID, "document");
        SessionStore unsure = deletingAndFailing(source(target));
        Answer<Optional<Secret>> untilDeleted = load -> source(target).load(ID).or(() -> {
            throw unreadable();
        });
        doAnswer(untilDeleted).when(unsure).load(ID);
        ChosenStore.Upper blind = mock();
        Answer<Boolean> untilGone = isPresent -> {
            if (sealed.document(ID).isPresent() || target == StoreKind.KEYRING) {
                return sealed.document(ID).isPresent();
            }
            throw unreadable();
        };
        doAnswer(untilGone).when(blind).isPresent(ID);
        Migration migration = target == StoreKind.KEYRING
                ? new Migration(new ChosenStore(unsure, sealed, blind, StoreKind.KEYRING, warning -> {}), lock)
                : new Migration(new ChosenStore(plain, unsure, blind, StoreKind.KEYRING, warning -> {}), lock);

        assertThrows(StorageException.class, () -> migration.move(ID, target));

        assertIsOnlyIn(target, "document");
    }

    @Test
    void anObsoleteCopyThatCannotBeDeletedIsReported() {
        plain.put(ID, "stale");
        sealed.put(ID, "counts");
        Migration migration = new Migration(
                new ChosenStore(undeletable(plain, 1), sealed, new Present(sealed), StoreKind.KEYRING, warning -> {}),
                lock);

        StorageException thrown = assertThrows(StorageException.class, () -> migration.move(ID, StoreKind.KEYRING));

        assertSays(thrown, "this copy is not used");
        assertEquals(Outcome.CLEARED, migration.move(ID, StoreKind.KEYRING));
    }

    @Test
    void nothingIsMovedIfItCannotTellWhetherASessionIsSealed() {
        plain.put(ID, "document");
        Migration migration =
                new Migration(new ChosenStore(plain, sealed, blind(sealed), StoreKind.KEYRING, warning -> {}), lock);

        for (StoreKind target : StoreKind.values()) {
            assertThrows(StorageException.class, () -> migration.move(ID, target));
        }
        migration.tidy(ID);

        assertIsOnlyIn(StoreKind.FILE, "document");
    }

    @Test
    void anUnreadableSealedSessionDoesNotDestroyThePlainOne() {
        plain.put(ID, "plain");
        sealed.put(ID, "sealed");
        sealed.failLoads(new StorageException(Reason.KEY_LOST, "keyring", "It has no such key.", null));

        for (StoreKind target : StoreKind.values()) {
            assertThrows(StorageException.class, () -> migration(IMMORTAL).move(ID, target));
        }

        assertEquals(Optional.of("plain"), plain.document(ID));
        assertEquals(Optional.of("sealed"), sealed.document(ID));
    }

    @Test
    void aSessionIsMovedUnderItsLock() {
        plain.put(ID, "document");
        SessionStore watched = like(plain);
        Answer<Object> checkingTheLock = load -> {
            assertThrows(
                    LockTimeoutException.class,
                    () -> lock.acquire(LockId.session(ID), Duration.ZERO).close());
            return plain.load(ID);
        };
        doAnswer(checkingTheLock).when(watched).load(ID);

        assertEquals(
                Outcome.MOVED,
                new Migration(
                                new ChosenStore(watched, sealed, new Present(sealed), StoreKind.KEYRING, warning -> {}),
                                lock)
                        .move(ID, StoreKind.KEYRING));
    }

    private Migration migration(int steps) {
        Life life = new Life(steps);
        return new Migration(
                new ChosenStore(
                        life.with(plain), life.with(sealed), new Present(sealed), StoreKind.KEYRING, warning -> {}),
                lock);
    }

    private static boolean isKilled(Migration migration, StoreKind target) {
        try {
            migration.move(ID, target);
            return false;
        } catch (Killed e) {
            return true;
        }
    }

    private static void assertSays(StorageException thrown, String text) {
        assertTrue(String.valueOf(thrown.getMessage()).contains(text), thrown::getMessage);
    }

    private static StoreKind other(StoreKind kind) {
        return kind == StoreKind.KEYRING ? StoreKind.FILE : StoreKind.KEYRING;
    }

    private InMemorySessionStore target(StoreKind kind) {
        return kind == StoreKind.KEYRING ? sealed : plain;
    }

    private InMemorySessionStore source(StoreKind kind) {
        return kind == StoreKind.KEYRING ? plain : sealed;
    }

    private void assertIsOnlyIn(StoreKind kind, String document) {
        assertEquals(Optional.of(document), target(kind).document(ID));
        assertEquals(Optional.empty(), source(kind).document(ID));
    }
}
