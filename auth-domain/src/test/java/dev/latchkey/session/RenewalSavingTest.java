package dev.latchkey.session;

import static dev.latchkey.testkit.InMemorySessionLock.held;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.doAnswer;

import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.error.ServerRefusedException;
import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.error.UnreachableException;
import dev.latchkey.error.WrongUserException;
import dev.latchkey.model.LockId;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionEvent;
import dev.latchkey.model.SessionEvent.Kind;
import dev.latchkey.model.UnfinishedSave;
import dev.latchkey.model.UnfinishedSave.ProcessState;
import dev.latchkey.testkit.ScriptedTransport;
import dev.latchkey.token.StoredSession;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.stubbing.Answer;

class RenewalSavingTest {
    private final World world = new World().withMockStore();
    private final AuthSession session = world.open();

    @BeforeEach
    void theTokenExpires() {
        world.store(World.ID, world.session(1, Secret.of("rt-1"), IdTokens.of(world, "u-1", "alice", null)));
        session.accessToken();
        world.time.advance(World.LIFE);
        world.memory.clearOperations();
    }

    @Test
    void whatTheReplyOmitsIsKept() {
        StoredSession before = world.stored();
        world.http.reply(200, "{\"access_token\":\"at-2\",\"token_type\":\"bearer\",\"expires_in\":60}");

        assertEquals(Secret.of("at-2"), session.accessToken());

        StoredSession after = world.stored();
        assertEquals(before.refreshToken(), after.refreshToken());
        assertEquals(before.idToken(), after.idToken());
        assertEquals(before.scopes(), after.scopes());
        assertEquals(before.loggedInAt(), after.loggedInAt());
        assertEquals(Optional.of(world.time.now().plusSeconds(60)), after.expiresAt());
    }

    @Test
    void ifNoResponseCouldBeSavedNoneIsRequested() {
        world.memory.failNextPrepares(1);

        StorageException failure = assertThrows(StorageException.class, session::accessToken);

        assertEquals(Reason.NOT_WRITABLE, failure.reason());
        assertEquals(List.of(), world.http.calls());
        assertEquals(List.of(Kind.RENEWAL_FAILED), world.events.kinds());
    }

    @Test
    void ifNoResponseCouldBeSavedAValidTokenIsUsed() {
        world.store(2);
        AuthSession command = world.open(RenewalStyle.WAIT);
        world.time.advance(World.LIFE.minusMinutes(5));
        world.memory.failNextPrepares(1);

        assertEquals(Secret.of("at-2"), command.accessToken());
        assertEquals(List.of(), world.http.calls());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 20})
    void aFailedSaveIsRetriedWhileTheNewTokensAreInUse(int failures) throws InterruptedException {
        world.tokens(2);
        world.memory.failNextCommits(failures);

        assertEquals(Secret.of("at-2"), session.accessToken());
        settle();

        assertEquals(Optional.of(Secret.of("rt-2")), world.stored().refreshToken());
        assertEquals(failures, world.time.pauses().size());
        assertEquals(List.of(Kind.NOT_SAVED, Kind.RENEWED), world.events.kinds());
        assertFalse(world.memory.interrupted(World.ID).isPresent());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 20})
    void aFailedComparisonIsRetriedLikeTheSave(int failures) throws InterruptedException {
        StorageException away = new StorageException(Reason.UNREADABLE, "memory", "the disk is away", null);
        world.http.answer(call -> {
            world.memory.failLoads(away);
            return ScriptedTransport.jsonReply(200, World.tokensJson(2));
        });
        world.time.onPause(pause -> {
            if (world.time.pauses().size() == failures) {
                world.memory.loadAgain();
            }
        });

        assertEquals(Secret.of("at-2"), session.accessToken());
        settle();

        assertEquals(Optional.of(Secret.of("rt-2")), world.stored().refreshToken());
        assertEquals(failures, world.time.pauses().size());
        assertEquals(List.of(Kind.NOT_SAVED, Kind.RENEWED), world.events.kinds());
    }

    @Test
    void theLockIsHeldWhileTheStoreContainsTheUsedToken() throws InterruptedException {
        List<Boolean> held = new CopyOnWriteArrayList<>();
        world.time.onPause(pause -> held.add(world.lock.isHeld(LockId.session(World.ID))));
        world.tokens(2);
        world.memory.failNextCommits(5);

        session.accessToken();
        settle();

        assertEquals(List.of(true, true, true, true, true), held);
        assertFalse(world.lock.isHeld(LockId.session(World.ID)));
    }

    @Test
    void aFailingSaveIsRetriedForFiveMinutesAndLeavesTheTokensInMemory() throws InterruptedException {
        long before = world.time.monotonicNanos();
        unsaved();

        Duration tried = Duration.ofNanos(world.time.monotonicNanos() - before);
        assertTrue(tried.compareTo(Duration.ofMinutes(5)) >= 0, tried::toString);
        assertTrue(tried.compareTo(Duration.ofMinutes(5).plusSeconds(6)) < 0, tried::toString);
        assertEquals(Optional.of(Secret.of("rt-1")), world.stored().refreshToken());
        assertEquals(List.of(Kind.NOT_SAVED, Kind.SAVING_GIVEN_UP), world.events.kinds());
        SessionEvent told = world.events.events().get(0);
        assertEquals(
                "memory:example/_default could not be saved: no space left in this test. The new tokens are used from"
                        + " memory. Saving them is tried again while this process runs, for 5 minutes at most.",
                told.detail().orElseThrow().value());
        assertEquals(
                "memory:example/_default could not be saved: no space left in this test. Saving the new tokens of this"
                        + " process was given up; they are used while it runs. After that, log in again.",
                world.events.events().get(1).detail().orElseThrow().value());
        assertEquals(Secret.of("at-2"), session.accessToken());
        assertEquals(1, world.http.calls().size());
    }

    @Test
    void theEndOfTheProcessMakesALastAttemptAndLeavesTheMark() throws InterruptedException {
        CountDownLatch pausing = new CountDownLatch(1);
        world.time.onPause(pause -> {
            pausing.countDown();
            Gate.awaitInterrupt();
        });
        world.tokens(2);
        world.memory.failNextCommits(Integer.MAX_VALUE);
        session.accessToken();
        pausing.await();

        assertTrue(session.awaitRenewal(Duration.ZERO), "it ends at once");

        assertTrue(world.memory.interrupted(World.ID).isPresent());
        assertEquals(2, commits());
        assertEquals(Optional.of(Secret.of("rt-1")), world.stored().refreshToken());
    }

    @Test
    void theLastAttemptAtTheEndOfTheProcessMayStoreTheTokens() throws InterruptedException {
        CountDownLatch pausing = new CountDownLatch(1);
        world.time.onPause(pause -> {
            pausing.countDown();
            Gate.awaitInterrupt();
        });
        world.tokens(2);
        world.memory.failNextCommits(1);
        session.accessToken();
        pausing.await();

        assertTrue(session.awaitRenewal(Duration.ZERO));

        assertEquals(Optional.of(Secret.of("rt-2")), world.stored().refreshToken());
        assertFalse(world.memory.interrupted(World.ID).isPresent());
    }

    @Test
    void aProcessThatContinuesAnywayDoesNotWaitForItsAbandonedSave() throws InterruptedException {
        leftUnsaved();
        world.tokens(3);

        assertEquals(Secret.of("at-3"), session.accessToken());

        assertEquals(1, world.time.pauses().size(), "the one between the two tries of the save that was left");
        assertEquals(List.of("rt-1", "rt-2"), world.refreshTokensSent());
        assertEquals(Optional.of(Secret.of("rt-3")), world.stored().refreshToken());
        assertFalse(world.memory.interrupted(World.ID).isPresent());
    }

    @Test
    void aProcessThatContinuesWaitsForAnothersLaterSave() throws InterruptedException {
        leftUnsaved();
        world.memory.leaveInterrupted(
                World.ID, new UnfinishedSave("process 4711", world.time.now(), ProcessState.RUNNING));
        world.time.onPause(pause -> world.store(7));

        assertEquals(Secret.of("at-7"), session.accessToken());

        assertEquals(List.of("rt-1"), world.refreshTokensSent());
    }

    /** The process was about to exit, could not store its tokens, and continues; they have expired within seconds. */
    private void leftUnsaved() throws InterruptedException {
        CountDownLatch pausing = new CountDownLatch(1);
        world.time.onPause(pause -> {
            pausing.countDown();
            Gate.awaitInterrupt();
        });
        UnfinishedSave ours = new UnfinishedSave("process 1", world.time.now(), ProcessState.RUNNING);
        Answer<Object> tellsWhoSaves = interrupted ->
                world.memory.interrupted(World.ID).map(save -> save.process() == ProcessState.GONE ? ours : save);
        doAnswer(tellsWhoSaves).when(world.store).interrupted(World.ID);
        world.http.reply(200, World.tokensJson(2).replace("3600", "20"));
        world.memory.failNextCommits(Integer.MAX_VALUE);
        session.accessToken();
        pausing.await();
        assertTrue(session.awaitRenewal(Duration.ZERO));
        assertTrue(world.memory.interrupted(World.ID).isPresent());
        world.memory.failNextCommits(0);
        world.time.onPause(pause -> {});
        world.time.advance(Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whateverAStoreThrowsTheNewTokensAreKept(boolean error) throws InterruptedException {
        AtomicInteger commits = new AtomicInteger();
        world.tokens(2);
        world.beforeCommit(() -> {
            if (commits.incrementAndGet() == 1) {
                fail(error, "rt-2");
            }
        });

        assertEquals(Secret.of("at-2"), session.accessToken());
        settle();

        assertEquals(Optional.of(Secret.of("rt-2")), world.stored().refreshToken());
        assertEquals(List.of(Kind.NOT_SAVED, Kind.RENEWED), world.events.kinds());
        assertFalse(world.events.events().toString().contains("rt-2"), "what it says may be a secret");
    }

    private static void fail(boolean error, String message) {
        if (error) {
            throw new NoClassDefFoundError(message);
        }
        throw new IllegalStateException(message);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whateverAVerifierThrowsTheNewTokensAreKept(boolean error) {
        AuthSession verified = AuthSession.open(
                World.PROVIDER, World.ID, world.adapters(), RenewalStyle.IN_BACKGROUND, (idToken, provider, now) -> {
                    fail(error, "no key");
                    throw new AssertionError();
                });
        Optional<Secret> before = world.stored().idToken();
        replyWith(IdTokens.of(world, "u-1", "alice", "s-2"));

        assertEquals(Secret.of("at-2"), verified.accessToken());

        assertEquals(Optional.of(Secret.of("rt-2")), world.stored().refreshToken());
        assertEquals(before, world.stored().idToken());
        assertEquals(List.of(Kind.WARNING, Kind.RENEWED), world.events.kinds());
    }

    @Test
    void unsavedTokensThatExpireAreRenewedUnderTheSameLock() throws InterruptedException {
        unsavedTokensExpire(2);
        world.tokens(3);

        assertEquals(Secret.of("at-3"), session.accessToken());
        settle();

        assertEquals(List.of("rt-1", "rt-2"), world.refreshTokensSent());
        assertEquals(Optional.of(Secret.of("rt-3")), world.stored().refreshToken());
        assertEquals(List.of(LockId.session(World.ID)), world.locked);
    }

    @Test
    void unsavedTokensThatCannotBeRenewedAreStillSaved() throws InterruptedException {
        unsavedTokensExpire(2);
        world.outage();

        assertThrows(UnreachableException.class, session::accessToken);
        settle();

        assertEquals(List.of("rt-1", "rt-2"), world.refreshTokensSent());
        assertEquals(Optional.of(Secret.of("rt-2")), world.stored().refreshToken());
    }

    @Test
    void ifTheirRenewalCannotBeSavedEitherTheNewerTokensAreSavedLater() throws InterruptedException {
        unsavedTokensExpire(3);
        world.tokens(3);

        assertEquals(Secret.of("at-3"), session.accessToken());
        settle();

        assertEquals(List.of("rt-1", "rt-2"), world.refreshTokensSent());
        assertEquals(Optional.of(Secret.of("rt-3")), world.stored().refreshToken());
        assertEquals(Secret.of("at-3"), session.accessToken());
    }

    @Test
    void ifTheServerEndsTheSessionOfUnsavedTokensTheyAreNotSaved() throws InterruptedException {
        unsavedTokensExpire(2);
        world.error("invalid_grant");

        assertThrows(LoginRequiredException.class, session::accessToken);
        settle();

        assertEquals(Optional.empty(), world.stored().refreshToken());
        assertEquals(List.of(Kind.NOT_SAVED, Kind.SESSION_ENDED), world.events.kinds());
    }

    /** The renewal that could not save them waits before its next attempt. */
    private void unsavedTokensExpire(int failingCommits) throws InterruptedException {
        CountDownLatch pausing = new CountDownLatch(1);
        world.time.onPause(pause -> {
            if (pausing.getCount() > 0) {
                pausing.countDown();
                Gate.awaitInterrupt();
            }
        });
        world.http.reply(200, World.tokensJson(2).replace("3600", "20"));
        world.memory.failNextCommits(failingCommits);
        assertEquals(Secret.of("at-2"), session.accessToken());
        pausing.await();
        world.time.advance(Duration.ofSeconds(20));
    }

    private long commits() {
        return world.memory.operations().stream()
                .filter(operation -> operation.startsWith("commit"))
                .count();
    }

    @Test
    void theNextSaveReplacesExactlyWhatTheStoreStillContains() throws InterruptedException {
        unsaved();
        world.time.advance(World.LIFE);
        world.tokens(3);

        assertEquals(Secret.of("at-3"), session.accessToken());

        assertEquals(List.of("rt-1", "rt-2"), world.refreshTokensSent(), "memory is ahead of the store");
        assertEquals(Optional.of(Secret.of("rt-3")), world.stored().refreshToken());
        assertEquals(List.of(Kind.NOT_SAVED, Kind.SAVING_GIVEN_UP, Kind.RENEWED), world.events.kinds());
    }

    @Test
    void savesMayFailTwiceInARow() throws InterruptedException {
        unsaved();
        world.time.advance(World.LIFE);
        world.tokens(3);
        world.memory.failNextCommits(Integer.MAX_VALUE);
        assertEquals(Secret.of("at-3"), session.accessToken());
        settle();
        world.memory.failNextCommits(0);
        world.time.advance(World.LIFE);
        world.tokens(4);

        assertEquals(Secret.of("at-4"), session.accessToken());

        assertEquals(List.of("rt-1", "rt-2", "rt-3"), world.refreshTokensSent());
        assertEquals(Optional.of(Secret.of("rt-4")), world.stored().refreshToken());
    }

    @Test
    void aSaveByAnotherProcessInTheMeantimeIsAdopted() throws InterruptedException {
        unsaved();
        world.time.advance(World.LIFE);
        world.store(7);

        assertEquals(Secret.of("at-7"), session.accessToken());

        assertEquals(List.of("rt-1"), world.refreshTokensSent());
        assertEquals(Optional.of(Secret.of("rt-7")), world.stored().refreshToken());
    }

    @Test
    void aSessionRemovedInTheMeantimeDoesNotReappearFromMemory() throws InterruptedException {
        unsaved();
        world.time.advance(World.LIFE);
        world.memory.delete(World.ID, held(World.ID));

        assertThrows(LoginRequiredException.class, session::accessToken);

        assertEquals(List.of("rt-1"), world.refreshTokensSent());
        assertEquals(Optional.empty(), world.memory.document(World.ID));
    }

    /** Regression: this process adopted the session without a refresh token that the other one left, and needed a login. */
    @Test
    void aRefusalOfTheUsedTokenInAnotherProcessDoesNotEndTheSession() throws InterruptedException {
        unsaved();
        world.time.advance(World.LIFE);
        world.error("invalid_grant").tokens(3);
        assertThrows(LoginRequiredException.class, () -> world.open().accessToken());

        assertEquals(Secret.of("at-3"), session.accessToken());

        assertEquals(List.of("rt-1", "rt-1", "rt-2"), world.refreshTokensSent());
        assertEquals(Optional.of(Secret.of("rt-3")), world.stored().refreshToken());
    }

    /** Regression, as above: the lock's file had been deleted, or another program uses no locks. */
    @Test
    void tokensBeingSavedReplaceWhatAnotherProcessLeftOfTheUsedOnes() throws InterruptedException {
        world.time.onPause(pause -> world.store(World.ID, world.stored().withoutRefreshToken()));
        world.tokens(2);
        world.memory.failNextCommits(1);

        assertEquals(Secret.of("at-2"), session.accessToken());
        settle();

        assertEquals(Optional.of(Secret.of("rt-2")), world.stored().refreshToken());
    }

    @Test
    void aLoginWithoutARefreshTokenIsNotMistakenForTheRestOfTheSession() throws InterruptedException {
        unsaved();
        world.time.advance(World.LIFE);
        world.store(World.ID, world.session(7, null));

        assertEquals(Secret.of("at-7"), session.accessToken());

        assertEquals(List.of("rt-1"), world.refreshTokensSent());
    }

    @Test
    void aRefusalOfUnsavedTokensClearsWhatTheStoreStillContains() throws InterruptedException {
        unsaved();
        world.time.advance(World.LIFE);
        world.error("invalid_grant");

        assertThrows(LoginRequiredException.class, session::accessToken);

        assertEquals(Optional.empty(), world.stored().refreshToken());
    }

    @Test
    void aLoginByAnotherProgramDuringTheRefreshIsNotOverwritten() {
        world.http.answer(call -> {
            world.store(7);
            return ScriptedTransport.jsonReply(200, World.tokensJson(2));
        });

        assertEquals(Secret.of("at-7"), session.accessToken());
        assertEquals(Optional.of(Secret.of("rt-7")), world.stored().refreshToken());
    }

    @Test
    void aLogoutByAnotherProgramDuringTheRefreshIsNotUndone() {
        world.http.answer(call -> {
            world.memory.delete(World.ID, held(World.ID));
            return ScriptedTransport.jsonReply(200, World.tokensJson(2));
        });
        world.http.otherwise(call -> ScriptedTransport.jsonReply(200, ""));

        assertThrows(LoginRequiredException.class, session::accessToken);
        assertEquals(Optional.empty(), world.memory.document(World.ID));
        assertEquals(List.of("rt-2", "at-2"), world.revoked());
    }

    /** The old refresh token is used up by then. If nothing can be compared, the tokens are kept in memory, as after a failed save. */
    @Test
    void aStoreThatCannotBeReadAfterTheRefreshLosesNothing() throws InterruptedException {
        world.http.answer(call -> {
            world.memory.failLoads(new StorageException(Reason.UNREADABLE, "memory", "the disk is away", null));
            return ScriptedTransport.jsonReply(200, World.tokensJson(2));
        });

        assertEquals(Secret.of("at-2"), session.accessToken());
        settle();
        assertEquals(List.of(Kind.NOT_SAVED, Kind.SAVING_GIVEN_UP), world.events.kinds());

        world.memory.loadAgain();
        world.time.advance(World.LIFE);
        world.tokens(3);
        assertEquals(Secret.of("at-3"), session.accessToken());
        assertEquals(List.of("rt-1", "rt-2"), world.refreshTokensSent());
        assertEquals(Optional.of(Secret.of("rt-3")), world.stored().refreshToken());
    }

    @ParameterizedTest
    @ValueSource(strings = {"another person", "another client", "another issuer"})
    void anIdTokenOfAnotherIdentityIsRefusedAndTheNewTokensAreRevoked(String whose) {
        Secret idToken = switch (whose) {
            case "another person" -> IdTokens.of(world, "u-2", "alice", null);
            case "another client" -> IdTokens.issued(world, "https://auth.example", "client-2", "u-1");
            default -> IdTokens.issued(world, "https://evil.example", "client-1", "u-1");
        };
        replyWith(idToken);
        world.http.otherwise(call -> ScriptedTransport.jsonReply(200, ""));
        String before = world.memory.document(World.ID).orElseThrow();

        assertThrows(WrongUserException.class, session::accessToken);

        assertEquals(Optional.of(before), world.memory.document(World.ID));
        assertEquals(List.of("rt-2", "at-2"), world.revoked());
        assertFalse(world.memory.interrupted(World.ID).isPresent());
        assertEquals(List.of(Kind.RENEWAL_FAILED), world.events.kinds());
    }

    @ParameterizedTest
    @ValueSource(strings = {"one that has expired", "one from the future", "no token at all"})
    void anInvalidIdTokenIsDroppedAndTheOtherTokensAreKept(String which) {
        Optional<Secret> before = world.stored().idToken();
        Secret idToken = switch (which) {
            case "one that has expired" -> before.orElseThrow();
            case "one from the future" -> fromTheFuture();
            default -> Secret.of("no.token.");
        };
        world.time.advance(Duration.ofHours(2));
        replyWith(idToken);

        assertEquals(Secret.of("at-2"), session.accessToken());

        assertEquals(Optional.of(Secret.of("rt-2")), world.stored().refreshToken());
        assertEquals(before, world.stored().idToken());
        assertEquals(List.of(Kind.WARNING, Kind.RENEWED), world.events.kinds());
    }

    private Secret fromTheFuture() {
        world.time.moveWallClock(Duration.ofDays(1));
        Secret idToken = IdTokens.of(world, "u-1", "alice", null);
        world.time.moveWallClock(Duration.ofDays(-1));
        return idToken;
    }

    private void replyWith(Secret idToken) {
        world.http.reply(200, World.tokensJson(2).replace("}", ",\"id_token\":\"" + idToken.reveal() + "\"}"));
    }

    @Test
    void theNewRefreshTokenOfAnUnusableResponseIsKept() {
        world.unfitTokens(2);

        assertThrows(ServerRefusedException.class, session::accessToken);

        assertEquals(Optional.of(Secret.of("rt-2")), world.stored().refreshToken());
        assertEquals(Secret.of("at-1"), world.stored().accessToken());
    }

    @Test
    void anIdTokenOfTheSamePersonIsStored() {
        Secret idToken = IdTokens.of(world, "u-1", "alicia", "s-2");
        world.http.reply(200, World.tokensJson(2).replace("}", ",\"id_token\":\"" + idToken.reveal() + "\"}"));

        session.accessToken();

        assertEquals(Optional.of(idToken), world.stored().idToken());
    }

    @Test
    void unusualValuesAreReported() {
        world.http.reply(
                200,
                "{\"access_token\":\"at-2\",\"token_type\":\"bearer\",\"expires_in\":-1,\"refresh_token\":\"rt-2\"}");

        assertEquals(Secret.of("at-2"), session.accessToken());

        assertEquals(List.of(Kind.WARNING, Kind.RENEWED), world.events.kinds());
    }

    private void unsaved() throws InterruptedException {
        world.tokens(2);
        world.memory.failNextCommits(Integer.MAX_VALUE);
        assertEquals(Secret.of("at-2"), session.accessToken());
        settle();
        world.memory.failNextCommits(0);
    }

    /** Waits until the renewal's thread has nothing left to do. */
    private void settle() throws InterruptedException {
        assertTrue(session.awaitRenewal(Duration.ofSeconds(30)));
    }
}
