package dev.latchkey.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.LockTimeoutException;
import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.jdbc.harness.Postgres;
import dev.latchkey.model.LockId;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.model.UnfinishedSave;
import dev.latchkey.model.UnfinishedSave.ProcessState;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionLock.Hold;
import dev.latchkey.port.SessionStore;
import dev.latchkey.port.SessionStore.PreparedSave;
import dev.latchkey.testkit.FakeTimeSource;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Who lost the lock changes nothing any more. */
class FencingTest extends Fleet {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final FakeTimeSource time = new FakeTimeSource();
    private SessionDatabase owner;
    private SessionDatabase successor;
    private SessionStore ownersStore;
    private SessionStore successorsStore;

    @BeforeEach
    void twoHosts() {
        owner = host();
        successor = host(pool(), time);
        ownersStore = owner.store(tenant);
        successorsStore = successor.store(tenant);
        save(owner, tenant, "old");
    }

    /** The owner's heart stops, and nothing else of it. */
    private Hold takenOver() {
        owner.close();
        return successor.lock(tenant).acquire(LOCK, LIMIT);
    }

    private static void assertLost(Executable action) {
        assertEquals(
                Reason.LOCK_LOST, assertThrows(StorageException.class, action).reason());
    }

    @Test
    void aLockWhoseOwnerDiedIsTakenOverAfterThreeSeconds() {
        Hold hold = owner.lock(tenant).acquire(LOCK, LIMIT);
        long start = time.monotonicNanos();

        takenOver().check();

        Duration waited = Duration.ofNanos(time.monotonicNanos() - start);
        assertTrue(waited.compareTo(Duration.ofSeconds(3)) >= 0, waited::toString);
        assertTrue(waited.compareTo(Duration.ofMillis(3_300)) <= 0, waited::toString);
        assertLost(hold::check);
    }

    @Test
    void whoGivesUpAndComesBackAtOnceDoesNotBeginToWatchAnew() {
        Hold unused = owner.lock(tenant).acquire(LOCK, LIMIT);
        owner.close();
        SessionLock waiting = successor.lock(tenant);
        long start = time.monotonicNanos();
        assertThrows(LockTimeoutException.class, () -> waiting.acquire(LOCK, Duration.ofSeconds(2)));

        waiting.acquire(LOCK, LIMIT).check();

        Duration waited = Duration.ofNanos(time.monotonicNanos() - start);
        assertTrue(waited.compareTo(Duration.ofSeconds(3)) >= 0, waited::toString);
        assertTrue(waited.compareTo(Duration.ofMillis(3_300)) <= 0, waited::toString);
    }

    @Test
    void aLockWhoseOwnerBeatsIsNotTakenOver() {
        Hold hold = owner.lock(tenant).acquire(LOCK, LIMIT);
        time.onPause(pause -> hold.check());

        assertThrows(LockTimeoutException.class, () -> successor.lock(tenant).acquire(LOCK, LIMIT));

        hold.check();
    }

    @Test
    void aLoginIsNotTakenOverAfterThreeSeconds() {
        LockId login = LockId.login(ALICE);
        owner.lock(tenant).acquire(login, LIMIT);
        owner.close();

        assertThrows(LockTimeoutException.class, () -> successor.lock(tenant).acquire(login, Duration.ofSeconds(29)));
        successor.lock(tenant).acquire(login, LIMIT).check();
    }

    @Test
    void whatALostLockPreparedIsNeverCommitted() {
        PreparedSave late = ownersStore.prepare(ALICE, owner.lock(tenant).acquire(LOCK, LIMIT));
        Hold hold = takenOver();

        assertLost(() -> late.commit(Secret.of("late")));

        assertEquals(Optional.of(Secret.of("old")), successorsStore.load(ALICE));
        try (PreparedSave save = successorsStore.prepare(ALICE, hold)) {
            save.commit(Secret.of("new"));
        }
        assertLost(() -> late.commit(Secret.of("late")));
        hold.close();
        assertLost(() -> late.commit(Secret.of("late")));
        assertEquals(Optional.of(Secret.of("new")), ownersStore.load(ALICE));
    }

    @Test
    void closingWhatALostLockPreparedLeavesTheSuccessorsSaveAlone() {
        PreparedSave late = ownersStore.prepare(ALICE, owner.lock(tenant).acquire(LOCK, LIMIT));
        Hold hold = takenOver();
        try (PreparedSave save = successorsStore.prepare(ALICE, hold)) {
            late.close();
            save.commit(Secret.of("new"));
        }
        assertEquals(Optional.of(Secret.of("new")), ownersStore.load(ALICE));
    }

    @Test
    void withoutTheLockNothingIsChangedWhetherAnotherHoldsItOrNobody() {
        Hold lost = owner.lock(tenant).acquire(LOCK, LIMIT);
        Hold hold = takenOver();
        assertNothingIsChanged(lost);
        hold.close();
        assertNothingIsChanged(lost);
    }

    private void assertNothingIsChanged(Hold lost) {
        assertLost(lost::check);
        assertLost(() -> ownersStore.prepare(ALICE, lost));
        assertLost(() -> ownersStore.beginLogout(ALICE, lost));
        assertLost(() -> ownersStore.delete(ALICE, lost));
        assertLost(() -> ownersStore.setAside(ALICE, lost));

        assertEquals(Optional.of(Secret.of("old")), successorsStore.load(ALICE));
        assertFalse(successorsStore.interrupted(ALICE).isPresent());
    }

    @Test
    void theSuccessorIsToldThatTheSaveItFindsIsADeadOnes() {
        ownersStore.prepare(ALICE, owner.lock(tenant).acquire(LOCK, LIMIT));
        assertEquals(
                ProcessState.RUNNING,
                ownersStore.interrupted(ALICE).orElseThrow().process());

        takenOver();

        UnfinishedSave unfinished = successorsStore.interrupted(ALICE).orElseThrow();
        assertEquals(ProcessState.GONE, unfinished.process());
        assertTrue(unfinished.by().contains("process " + ProcessHandle.current().pid()), unfinished::toString);
    }

    @Test
    void aLockWhoseRowWasDeletedIsLost() throws Exception {
        Hold hold = owner.lock(tenant).acquire(LOCK, LIMIT);
        Postgres.orSkip().execute("delete from latchkey_lock");

        assertLost(hold::check);
    }

    @Test
    void releasingALostLockLeavesTheSuccessorItsOwn() {
        Hold lost = owner.lock(tenant).acquire(LOCK, LIMIT);
        Hold hold = takenOver();

        lost.close();

        hold.check();
    }

    @Test
    void theLongestNamesFitIntoAnIndex() {
        String longest = "\uFFFD\u3042".repeat(127) + "x";
        SessionDatabase host = host();
        SessionId id = new SessionId(longest, longest);
        SessionStore store = host.store(longest);
        try (Hold hold = host.lock(longest).acquire(LockId.session(id), LIMIT);
                PreparedSave save = store.prepare(id, hold)) {
            save.commit(Secret.of("long"));
            store.delete(id, hold);
        }
        assertThrows(IllegalArgumentException.class, () -> host.store(longest + "x"));
    }

    @Test
    void tenantsDoNotTouchEachOther() {
        SessionStore another = owner.store(tenant + "2");
        try (Hold first = owner.lock(tenant).acquire(LOCK, Duration.ZERO);
                Hold second = owner.lock(tenant + "2").acquire(LOCK, Duration.ZERO)) {
            assertThrows(IllegalArgumentException.class, () -> another.prepare(ALICE, first));
            try (PreparedSave save = another.prepare(ALICE, second)) {
                save.commit(Secret.of("of another tenant"));
            }
            another.delete(ALICE, second);
        }
        assertEquals(Optional.of(Secret.of("old")), successorsStore.load(ALICE));
        assertTrue(another.list().isEmpty());
    }
}
