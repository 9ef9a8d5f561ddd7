package dev.latchkey.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import dev.latchkey.error.LockTimeoutException;
import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.model.LockId;
import dev.latchkey.model.Secret;
import dev.latchkey.model.UnfinishedSave;
import dev.latchkey.model.UnfinishedSave.ProcessState;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionStore;
import dev.latchkey.testkit.ScriptedTransport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.stubbing.Answer;

/** The lock's file is deleted while a renewal holds it. */
class LostLockTest {
    private static final LockId ID = LockId.session(World.ID);

    private final World world = new World();
    private final AuthSession session = world.open();

    @BeforeEach
    void theTokenExpires() {
        world.store(1);
        session.accessToken();
        world.time.advance(World.LIFE);
    }

    @AfterEach
    void everyPreparedSaveIsCommittedOrDiscarded() {
        assertEquals(0, world.openSaves(), world.memory.operations()::toString);
    }

    @Test
    void aLockLostBeforeTheTokenIsSentIsAcquiredAgainAndTheSessionReadAgain() {
        world.memory.clearOperations();
        AuthSession other = losingItsLockOnce();
        world.tokens(2);

        assertEquals(Secret.of("at-2"), other.accessToken());

        assertEquals(List.of("rt-1"), world.refreshTokensSent());
        assertEquals(2, prepares());
        assertEquals(Optional.of(Secret.of("rt-2")), world.stored().refreshToken());
    }

    @Test
    void whatAnotherProcessStoredWhileTheLockWasLostIsAdopted() {
        Adapters plain = world.adapters();
        SessionLock losing = (id, limit) -> {
            SessionLock.Hold hold = plain.lock().acquire(id, limit);
            if (world.locked.size() == 1) {
                world.lock.lose(id);
            } else {
                world.store(2);
            }
            return hold;
        };

        assertEquals(
                Secret.of("at-2"),
                AuthSession.open(World.PROVIDER, World.ID, withLock(plain, losing))
                        .accessToken());

        assertEquals(List.of(), world.refreshTokensSent());
    }

    @Test
    void aLockThatTheStoreFindsLostIsAcquiredAgain() {
        Adapters plain = world.adapters();
        SessionStore fenced = mock(SessionStore.class, delegatesTo(plain.store()));
        doThrow(new StorageException(Reason.LOCK_LOST, "lock", "another process has it", null))
                .doAnswer(delegatesTo(plain.store()))
                .when(fenced)
                .prepare(any(), any());
        AuthSession other = AuthSession.open(World.PROVIDER, World.ID, plain.withStore(fenced, plain.lock()));
        world.tokens(2);

        assertEquals(Secret.of("at-2"), other.accessToken());

        assertEquals(List.of("rt-1"), world.refreshTokensSent());
        assertEquals(Optional.of(Secret.of("rt-2")), world.stored().refreshToken());
    }

    @Test
    void aLockLostDuringTheRequestIsAcquiredAgainForTheSave() {
        Adapters plain = world.adapters();
        List<SessionLock.Hold> holds = new CopyOnWriteArrayList<>();
        SessionLock recording = (id, limit) -> {
            holds.add(mock(SessionLock.Hold.class, delegatesTo(plain.lock().acquire(id, limit))));
            return holds.get(holds.size() - 1);
        };
        world.http.answer(call -> {
            world.lock.lose(ID);
            return ScriptedTransport.jsonReply(200, World.tokensJson(2));
        });

        assertEquals(
                Secret.of("at-2"),
                AuthSession.open(World.PROVIDER, World.ID, withLock(plain, recording))
                        .accessToken());

        assertEquals(Optional.of(Secret.of("rt-2")), world.stored().refreshToken());
        assertEquals(2, prepares(), "under the lock that is held");
        assertEquals(2, holds.size());
        holds.forEach(hold -> verify(hold).close());
    }

    @Test
    void ifAnotherProcessHoldsTheLockByThenTheNewTokensAreStoredAnyway() {
        List<SessionLock.Hold> others = new CopyOnWriteArrayList<>();
        world.http.answer(call -> {
            world.lock.lose(ID);
            others.add(world.lock.acquire(ID, Duration.ZERO));
            return ScriptedTransport.jsonReply(200, World.tokensJson(2));
        });

        assertEquals(Secret.of("at-2"), session.accessToken());

        assertEquals(Optional.of(Secret.of("rt-2")), world.stored().refreshToken());
        assertEquals(1, prepares(), "in the space that was reserved");
        others.get(0).check();
    }

    @Test
    void aProcessThatHoldsTheLockWaitsForAnothersRenewal() {
        world.memory.leaveInterrupted(World.ID, underWaySince(world.time.now()));
        world.time.onPause(pause -> {
            if (world.time.pauses().size() == 3) {
                world.store(2);
                world.memory.leaveInterrupted(World.ID, UnfinishedSave.unknown());
            }
        });

        assertEquals(Secret.of("at-2"), session.accessToken());

        assertEquals(List.of(), world.http.calls(), "the token that the other process sent was not sent again");
        assertEquals(3, world.time.pauses().size(), "it ends with the save");
    }

    @Test
    void anothersRenewalIsAdoptedEvenIfTheServerReturnedTheSameRefreshToken() {
        world.memory.leaveInterrupted(World.ID, underWaySince(world.time.now()));
        world.time.onPause(pause -> {
            world.store(World.ID, world.session(2, Secret.of("rt-1")));
            world.memory.leaveInterrupted(World.ID, UnfinishedSave.unknown());
        });

        assertEquals(Secret.of("at-2"), session.accessToken());

        assertEquals(List.of(), world.http.calls());
    }

    @Test
    void anothersRenewalIsWaitedForWhileTheStoreCannotBeRead() {
        world.memory.leaveInterrupted(World.ID, underWaySince(world.time.now()));
        world.time.onPause(pause -> {
            switch (world.time.pauses().size()) {
                case 1 -> world.memory.failLoads(new StorageException(Reason.UNREADABLE, "memory", "away", null));
                case 2 -> world.memory.loadAgain();
                default -> world.store(2);
            }
        });

        assertEquals(Secret.of("at-2"), session.accessToken());

        assertEquals(List.of(), world.http.calls());
    }

    @Test
    void aSaveThatEndsJustBeforeTheSessionIsReadIsSeen() {
        world.memory.leaveInterrupted(World.ID, underWaySince(world.time.now()));
        world.withMockStore();
        Answer<Object> endsBefore = load -> {
            world.store(2);
            world.memory.leaveInterrupted(World.ID, UnfinishedSave.unknown());
            return world.memory.load(load.getArgument(0));
        };
        doAnswer(endsBefore).when(world.store).load(any());

        assertEquals(Secret.of("at-2"), world.open().accessToken());

        assertEquals(List.of(), world.http.calls());
    }

    @Test
    void aSaveThatEndsAfterTheLastCheckIsSeenBeforeTheTokenIsSent() {
        world.memory.leaveInterrupted(World.ID, underWaySince(world.time.now()));
        long end = world.time.monotonicNanos() + Duration.ofSeconds(35).toNanos();
        world.time.onPause(pause -> {
            if (world.time.monotonicNanos() >= end) {
                world.store(2);
            }
        });

        assertEquals(Secret.of("at-2"), session.accessToken());

        assertEquals(List.of(), world.http.calls());
    }

    @Test
    void aRenewalBegunInTheFutureIsWaitedForNoLongerThanOneBegunNow() {
        world.memory.leaveInterrupted(
                World.ID, underWaySince(world.time.now().plus(Duration.ofDays(1)))); // The clock was set back.
        long before = world.time.monotonicNanos();
        world.tokens(2);

        assertEquals(Secret.of("at-2"), session.accessToken());

        Duration waited = Duration.ofNanos(world.time.monotonicNanos() - before);
        assertTrue(waited.compareTo(Duration.ofSeconds(36)) < 0, waited::toString);
    }

    @Test
    void aSaveOfAMachineWhoseClockIsAheadIsWaitedForToo() {
        world.memory.leaveInterrupted(
                World.ID, new UnfinishedSave("process 4711", world.time.now().plusSeconds(1), ProcessState.UNKNOWN));
        world.time.onPause(pause -> world.store(2));

        assertEquals(Secret.of("at-2"), session.accessToken());

        assertEquals(List.of(), world.http.calls());
    }

    @Test
    void aRefusedTokenIsNotReturnedAgainBecauseTheLockWasLost() {
        world.store(2);
        AuthSession other = losingItsLockOnce();
        BearerToken refused = other.bearerToken();
        world.tokens(3);

        assertEquals(
                Optional.of(Secret.of("at-3")),
                other.renewRefused(refused.generation()).map(BearerToken::token));

        assertEquals(List.of("rt-2"), world.refreshTokensSent());
    }

    @Test
    void aSaveOfAnUnknownProcessMayBeBetweenTwoAttemptsForAFewSeconds() {
        world.memory.leaveInterrupted(
                World.ID, new UnfinishedSave("another process", world.time.now(), ProcessState.UNKNOWN));
        long before = world.time.monotonicNanos();
        world.tokens(2);

        assertEquals(Secret.of("at-2"), session.accessToken());

        Duration waited = Duration.ofNanos(world.time.monotonicNanos() - before);
        assertTrue(waited.compareTo(Duration.ofSeconds(5)) > 0, waited::toString);
        assertTrue(waited.compareTo(Duration.ofSeconds(7)) < 0, waited::toString);
    }

    @Test
    void nothingIsSentIfItCannotTellWhetherTheLockIsHeld() {
        Adapters plain = world.adapters();
        List<LockId> had = new CopyOnWriteArrayList<>();
        SessionLock unclear = (id, limit) -> {
            SessionLock.Hold hold = plain.lock().acquire(id, limit);
            had.add(id);
            return had.size() > 1 ? hold : unclear(hold);
        };
        world.tokens(2);

        assertEquals(
                Secret.of("at-2"),
                AuthSession.open(World.PROVIDER, World.ID, withLock(plain, unclear))
                        .accessToken());

        assertEquals(2, had.size());
        assertEquals(List.of("rt-1"), world.refreshTokensSent());
    }

    @Test
    void aLockThatMayStillBeHeldIsNotReleasedWhileItsTokensAreStoredNowhere() throws InterruptedException {
        Adapters plain = world.adapters();
        AtomicBoolean away = new AtomicBoolean();
        SessionLock unclear = (id, limit) -> {
            SessionLock.Hold hold = plain.lock().acquire(id, limit);
            return away.get() ? unclear(hold) : hold;
        };
        AuthSession ahead = AuthSession.open(World.PROVIDER, World.ID, withLock(plain, unclear));
        world.tokens(2);
        world.memory.failNextCommits(Integer.MAX_VALUE);
        assertEquals(Secret.of("at-2"), ahead.accessToken());
        assertTrue(ahead.awaitRenewal(Duration.ofSeconds(30)));
        world.time.advance(World.LIFE);
        world.locked.clear();
        away.set(true);

        assertThrows(StorageException.class, ahead::accessToken);

        // Whoever had the lock in between would have sent what is stored, which is superseded.
        assertEquals(List.of(ID), world.locked);
        assertEquals(List.of("rt-1"), world.refreshTokensSent());
    }

    private static SessionLock.Hold unclear(SessionLock.Hold hold) {
        SessionLock.Hold unclear = mock(SessionLock.Hold.class, delegatesTo(hold));
        doThrow(new StorageException(Reason.UNREADABLE, "lock", "the disk is away", null))
                .when(unclear)
                .check();
        return unclear;
    }

    @Test
    void aRenewalThatTakesTooLongIsNotWaitedForAnyLonger() {
        world.memory.leaveInterrupted(World.ID, underWaySince(world.time.now()));
        long before = world.time.monotonicNanos();
        world.tokens(2);

        assertEquals(Secret.of("at-2"), session.accessToken());

        Duration waited = Duration.ofNanos(world.time.monotonicNanos() - before);
        assertTrue(waited.compareTo(Duration.ofSeconds(36)) < 0, waited::toString);
    }

    @Test
    void aRenewalBegunLongAgoIsNotWaitedFor() {
        world.memory.leaveInterrupted(World.ID, underWaySince(world.time.now().minusSeconds(60)));
        world.tokens(2);

        assertEquals(Secret.of("at-2"), session.accessToken());

        assertEquals(List.of(), world.time.pauses());
    }

    @Test
    void aCallerWithAUsableTokenWaitsTwoSecondsForTheLockOthersAMinute() {
        List<Duration> limits = new CopyOnWriteArrayList<>();
        Adapters plain = world.adapters();
        SessionLock busy = (id, limit) -> {
            limits.add(limit);
            throw new LockTimeoutException("held by another process");
        };
        AuthSession command = AuthSession.open(
                World.PROVIDER, World.ID, withLock(plain, busy), RenewalStyle.WAIT, (idToken, provider, now) -> {
                    throw new AssertionError("no ID token is read");
                });
        world.store(2);
        world.time.advance(World.LIFE.minusMinutes(5));

        assertEquals(Secret.of("at-2"), command.accessToken());
        world.time.advance(Duration.ofMinutes(5));
        assertThrows(LockTimeoutException.class, command::accessToken);

        assertEquals(List.of(Duration.ofSeconds(2), Duration.ofSeconds(60)), limits);
    }

    @Test
    void aCallerThatJoinedARenewalWaitsLongOnceItsTokenIsNotUsable() {
        List<Duration> limits = new CopyOnWriteArrayList<>();
        Adapters plain = world.adapters();
        SessionLock busyAtFirst = (id, limit) -> {
            limits.add(limit);
            if (limits.size() == 1) {
                world.time.advance(Duration.ofMinutes(6)); // The token expires during the wait for the lock.
                throw new LockTimeoutException("held by another process");
            }
            return plain.lock().acquire(id, limit);
        };
        AuthSession command = AuthSession.open(
                World.PROVIDER, World.ID, withLock(plain, busyAtFirst), RenewalStyle.WAIT, (idToken, provider, now) -> {
                    throw new AssertionError("no ID token is read");
                });
        world.store(2);
        world.time.advance(World.LIFE.minusMinutes(5));
        world.tokens(3);

        assertEquals(Secret.of("at-3"), command.accessToken());

        assertEquals(List.of(Duration.ofSeconds(2), Duration.ofSeconds(60)), limits);
    }

    @Test
    void aSessionThatEndedIsReportedEvenIfTheLockIsLost() {
        world.http.answer(call -> {
            world.lock.lose(ID);
            return ScriptedTransport.jsonReply(400, "{\"error\":\"invalid_grant\"}");
        });

        assertThrows(LoginRequiredException.class, session::accessToken);
    }

    private long prepares() {
        return world.memory.operations().stream()
                .filter(operation -> operation.startsWith("prepare"))
                .count();
    }

    private static UnfinishedSave underWaySince(Instant since) {
        return new UnfinishedSave("process 4711", since, ProcessState.RUNNING);
    }

    /** Its first lock is lost as soon as it is acquired. */
    private AuthSession losingItsLockOnce() {
        Adapters plain = world.adapters();
        List<LockId> had = new CopyOnWriteArrayList<>();
        SessionLock losing = (id, limit) -> {
            SessionLock.Hold hold = plain.lock().acquire(id, limit);
            if (had.isEmpty()) {
                world.lock.lose(id);
            }
            had.add(id);
            return hold;
        };
        return AuthSession.open(World.PROVIDER, World.ID, withLock(plain, losing));
    }

    private static Adapters withLock(Adapters plain, SessionLock lock) {
        return Adapters.of(plain.http(), plain.json(), plain.store(), lock, plain.time())
                .withRandom(plain.random())
                .withListener(plain.listener());
    }
}
