package dev.latchkey.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;

import dev.latchkey.error.CancelledException;
import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.error.Remedy;
import dev.latchkey.error.ServerRefusedException;
import dev.latchkey.error.UnreachableException;
import dev.latchkey.model.LockId;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionEvent.Kind;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.TimeSource;
import dev.latchkey.testkit.ScriptedTransport;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AccessTokenTest {
    private final World world = new World();
    private final AuthSession session = world.open();

    @Test
    void aFreshTokenIsReadFromTheStoreOnceAndWithoutALock() {
        world.store(1);

        assertEquals(Secret.of("at-1"), session.accessToken());
        assertEquals(List.of("load example/_default"), world.memory.operations());
        world.memory.clearOperations();
        for (int i = 0; i < 100; i++) {
            assertEquals(Secret.of("at-1"), session.accessToken());
            assertEquals(Secret.of("at-1"), session.bearerToken().token());
            assertEquals(Secret.of("at-1"), session.accessToken(Duration.ofMinutes(30)));
        }

        assertEquals(List.of(), world.memory.operations());
        assertEquals(List.of(), world.locked);
        assertEquals(List.of(), world.http.calls());
        assertEquals(List.of(), world.events.events());
    }

    @Test
    void onceItWasFoundFreshOneLookAtTheWallClockIsEnough() {
        TimeSource time = mock(TimeSource.class, delegatesTo(world.time));
        Adapters plain = world.adapters();
        AuthSession timed = AuthSession.open(
                World.PROVIDER, World.ID, Adapters.of(plain.http(), plain.json(), plain.store(), plain.lock(), time));
        world.store(1);
        timed.accessToken();
        clearInvocations(time);

        assertEquals(Secret.of("at-1"), timed.accessToken());

        verify(time).epochMillis();
        verifyNoMoreInteractions(time);
    }

    @Test
    void withoutASessionALoginIsRequired() {
        LoginRequiredException required = assertThrows(LoginRequiredException.class, session::accessToken);

        assertEquals("Not logged in: there is no session at memory:example/_default. Log in.", required.getMessage());
        assertEquals(Remedy.Action.LOG_IN, required.remedy().action());
        assertEquals(Optional.empty(), required.remedy().account());
        assertEquals(Optional.empty(), session.stored());
        assertEquals(Optional.empty(), session.peek());
        assertEquals(List.of(), world.locked);
    }

    @Test
    void theRemedyNamesAnAccountThatIsNotTheDefaultOne() {
        SessionId alices = new SessionId(World.ID.provider(), "alice");
        AuthSession asAlice = AuthSession.open(World.PROVIDER, alices, world.adapters());

        LoginRequiredException required = assertThrows(LoginRequiredException.class, asAlice::accessToken);

        assertEquals(Optional.of("alice"), required.remedy().account());
    }

    @Test
    void aRenewalKeepsTheProgramAliveEvenIfADaemonThreadNeedsIt() throws Exception {
        List<Boolean> onDaemon = new CopyOnWriteArrayList<>();
        world.store(1);
        world.time.advance(World.LIFE);
        world.http.answer(call -> {
            onDaemon.add(Thread.currentThread().isDaemon());
            return ScriptedTransport.jsonReply(200, World.tokensJson(2));
        });
        FutureTask<Secret> caller = new FutureTask<>(session::accessToken);
        Thread daemon = new Thread(caller, "daemon");
        daemon.setDaemon(true);
        daemon.start();

        assertEquals(Secret.of("at-2"), caller.get(30, TimeUnit.SECONDS));
        assertEquals(List.of(false), onDaemon);
    }

    @Test
    void aLaterLoginIsFound() {
        assertThrows(LoginRequiredException.class, session::accessToken);

        world.store(1);

        assertEquals(Secret.of("at-1"), session.accessToken());
    }

    @Test
    void anExpiredTokenIsRenewedFirst() {
        world.store(1);
        world.time.advance(World.LIFE);
        world.tokens(2);

        assertEquals(Secret.of("at-2"), session.accessToken());

        assertEquals(List.of("rt-1"), world.refreshTokensSent());
        assertEquals(Optional.of(Secret.of("rt-2")), world.stored().refreshToken());
        assertEquals(List.of(LockId.session(World.ID)), world.locked);
        assertEquals(List.of(Kind.RENEWED), world.events.kinds());
        assertEquals(Secret.of("at-2"), session.accessToken());
        assertEquals(1, world.http.calls().size());
    }

    @Test
    void aRotatedTokenIsSavedBeforeItIsUsed() {
        AuthSession watched = world.withMockStore().open();
        world.beforeCommit(() ->
                assertEquals(Secret.of("at-1"), watched.peek().orElseThrow().accessToken()));
        world.store(1);
        watched.accessToken();
        world.time.advance(World.LIFE);
        world.tokens(2);

        assertEquals(Secret.of("at-2"), watched.accessToken());

        assertEquals(
                List.of(
                        "load example/_default",
                        "load example/_default",
                        "prepare example/_default",
                        "load example/_default",
                        "commit example/_default"),
                world.memory.operations());
    }

    @Test
    void anExpiredTokenIsRenewedOnceForSixtyFourThreads() {
        Gate gate = new Gate();
        world.store(1);
        world.time.advance(World.LIFE);
        world.http.answer(gate.before(call -> ScriptedTransport.jsonReply(200, World.tokensJson(2))));

        Callers<Secret> callers = new Callers<>(64, session::accessToken).awaitWaiting();
        gate.open();

        assertEquals(Collections.nCopies(64, Secret.of("at-2")), callers.results());
        assertEquals(1, world.http.calls().size());
        assertEquals(1, world.events.count(Kind.RENEWED));
    }

    @Test
    void waitingThreadsShareAFailureAndTheNextCallerTriesAgain() {
        Gate gate = new Gate();
        world.store(1);
        session.accessToken(); // Otherwise some of the threads may still wait for the first look at the store.
        world.time.advance(World.LIFE);
        world.http.answer(gate.before(call -> ScriptedTransport.jsonReply(503, "")));

        Callers<Secret> callers = new Callers<>(16, session::accessToken).awaitWaiting();
        gate.open();

        assertEquals(
                Collections.nCopies(
                        16,
                        "dev.latchkey.error.UnreachableException: The session could not be renewed: the server answered"
                                + " with status 503. The session is kept; try again later."),
                callers.results());
        assertEquals(1, world.http.calls().size());
        assertEquals(List.of(Kind.RENEWAL_FAILED), world.events.kinds());
        world.tokens(2);
        assertEquals(Secret.of("at-2"), session.accessToken());
    }

    @Test
    void interruptingACallerDoesNotStopTheRenewal() {
        Gate gate = new Gate();
        world.store(1);
        world.time.advance(World.LIFE);
        world.http.answer(gate.before(call -> ScriptedTransport.jsonReply(200, World.tokensJson(2))));

        Callers<Boolean> caller = new Callers<>(1, () -> {
                    try {
                        session.accessToken();
                        return false;
                    } catch (CancelledException e) {
                        return Thread.currentThread().isInterrupted();
                    }
                })
                .awaitWaiting();
        gate.awaitReached();
        caller.interrupt();
        assertEquals(List.of(true), caller.results(), "cancelled, and still interrupted");
        gate.open();

        assertEquals(Secret.of("at-2"), session.accessToken());
        assertEquals(Optional.of(Secret.of("rt-2")), world.stored().refreshToken());
        assertEquals(1, world.http.calls().size());
    }

    @Test
    void duringAnOutageAValidTokenRemainsInUse() {
        world.store(1);
        AuthSession waiting = world.open(RenewalStyle.WAIT);
        world.time.advance(World.LIFE.minusMinutes(5));
        world.outage();

        assertEquals(Secret.of("at-1"), waiting.accessToken());

        world.time.advance(Duration.ofMinutes(5).minusSeconds(10));
        world.outage();
        assertThrows(UnreachableException.class, waiting::accessToken);
        assertEquals(Optional.of(Secret.of("rt-1")), world.stored().refreshToken());
    }

    @Test
    void aTokenThatExpiresTooSoonForTheCallerIsRenewedFirst() {
        world.store(1);
        world.time.advance(Duration.ofMinutes(31));

        assertEquals(Secret.of("at-1"), session.accessToken());
        world.outage();
        assertEquals(Secret.of("at-1"), session.accessToken(Duration.ofMinutes(30)), "better than nothing");
        world.tokens(2);
        assertEquals(Secret.of("at-2"), session.accessToken(Duration.ofMinutes(30)));
    }

    @Test
    void aClockThatWentBackLeadsToARenewal() {
        world.store(1);
        session.accessToken();
        world.time.moveWallClock(Duration.ofHours(-3));
        world.tokens(2);

        assertEquals(Secret.of("at-2"), session.accessToken());
    }

    @Test
    void aSessionThatCannotBeRenewedIsUsedUntilItExpires() {
        world.store(World.ID, world.session(1, null));
        world.time.advance(World.LIFE.minusSeconds(10).minusMillis(1));
        assertEquals(Secret.of("at-1"), session.accessToken());

        world.time.advance(Duration.ofMillis(1));

        LoginRequiredException required = assertThrows(LoginRequiredException.class, session::accessToken);
        assertEquals(
                "The session at memory:example/_default has expired and cannot be renewed. Log in.",
                required.getMessage());
        world.store(2);
        assertEquals(Secret.of("at-2"), session.accessToken(), "whoever logged in elsewhere is found");
    }

    @Test
    void aRefusalOfTheClientEndsNothing() {
        world.store(1);
        world.time.advance(World.LIFE);
        world.error("invalid_client");

        ServerRefusedException refused = assertThrows(ServerRefusedException.class, session::accessToken);

        assertEquals("invalid_client", refused.errorCode());
        assertEquals(Optional.of(Secret.of("rt-1")), world.stored().refreshToken());
        assertEquals(List.of(Kind.RENEWAL_FAILED), world.events.kinds());
    }

    @Test
    void noEventContainsAToken() {
        world.store(1);
        world.time.advance(World.LIFE);
        world.tokens(2);
        session.accessToken();

        assertTrue(world.events.events().stream()
                .noneMatch(event ->
                        event.toString().contains("at-") || event.toString().contains("rt-")));
    }
}
