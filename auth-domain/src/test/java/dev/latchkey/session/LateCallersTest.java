package dev.latchkey.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.ServerRefusedException;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionEvent;
import dev.latchkey.testkit.ScriptedTransport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Callers that need new tokens while a renewal makes its last attempt to store the previous ones. */
class LateCallersTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final World world = new World().withMockStore();
    private final AuthSession session = world.open();
    private final CompletableFuture<Callers<Secret>> late = new CompletableFuture<>();

    @BeforeEach
    void theTokenExpires() {
        world.store(1);
        session.accessToken();
        world.time.advance(World.LIFE);
    }

    @Test
    void theyGetTheirOwnRenewalIfThatAttemptStoresTheTokens() throws InterruptedException {
        world.tokens(2).tokens(3);
        world.memory.failNextCommits(1);
        atCommit(2, () -> callLate(3));

        assertEquals(Secret.of("at-2"), session.accessToken());
        assertTrue(session.awaitRenewal(LIMIT));

        Secret newest = Secret.of("at-3");
        assertEquals(List.of(newest, newest, newest), late.join().results());
        assertEquals(List.of("rt-1", "rt-2"), world.refreshTokensSent());
        assertEquals(Optional.of(Secret.of("rt-3")), world.stored().refreshToken());
    }

    @Test
    void theyGetTheirOwnRenewalIfStoringIsGivenUp() throws InterruptedException {
        world.tokens(2).tokens(3);
        world.memory.failNextCommits(Integer.MAX_VALUE);
        CountDownLatch pausing = new CountDownLatch(1);
        world.time.onPause(pause -> {
            pausing.countDown();
            Gate.awaitInterrupt();
        });
        assertEquals(Secret.of("at-2"), session.accessToken());
        Gate.await(pausing);
        atCommit(1, () -> {
            callLate(1);
            world.memory.failNextCommits(1);
        });

        session.awaitRenewal(Duration.ZERO);

        assertEquals(List.of(Secret.of("at-3")), late.join().results());
        assertTrue(session.awaitRenewal(LIMIT));
        assertEquals(List.of("rt-1", "rt-2"), world.refreshTokensSent());
        assertEquals(Optional.of(Secret.of("rt-3")), world.stored().refreshToken());
    }

    @Test
    void theyDoNotGetTheFailureOfARenewalThatEndedBeforeTheyCame() throws InterruptedException {
        world.unfitTokens(2).tokens(3);
        world.memory.failNextCommits(1);
        atCommit(2, () -> callLate(1));

        assertThrows(ServerRefusedException.class, session::accessToken);
        assertTrue(session.awaitRenewal(LIMIT));

        assertEquals(List.of(Secret.of("at-3")), late.join().results());
        assertEquals(List.of("rt-1", "rt-2"), world.refreshTokensSent());
    }

    @Test
    void theEndOfTheProcessWaitsForTheirRenewalToo() throws InterruptedException {
        Gate server = new Gate();
        AtomicBoolean answered = new AtomicBoolean();
        CountDownLatch lastTry = new CountDownLatch(1);
        CountDownLatch ending = new CountDownLatch(1);
        world.tokens(2).http.answer(server.before(call -> {
            answered.set(true);
            return ScriptedTransport.jsonReply(200, World.tokensJson(3));
        }));
        world.memory.failNextCommits(1);
        atCommit(2, () -> {
            callLate(1);
            lastTry.countDown();
            Gate.await(ending);
        });
        session.accessToken();
        Gate.await(lastTry);

        Callers<Boolean> end = new Callers<>(1, () -> session.awaitRenewal(LIMIT) && answered.get()).awaitTimedWait();
        ending.countDown();
        server.awaitReached();
        server.open();

        assertEquals(List.of(true), end.results());
        assertEquals(List.of(Secret.of("at-3")), late.join().results());
    }

    /** While it waits up to five seconds for the previous tokens to be stored, and the server takes longer. */
    @Test
    void theEndOfTheProcessWaitsForCallersThatComeInTheMeantime() throws InterruptedException {
        Gate server = new Gate();
        CountDownLatch pausing = new CountDownLatch(1);
        world.time.onPause(pause -> {
            pausing.countDown();
            Gate.awaitInterrupt();
        });
        world.tokens(2).http.answer(server.before(call -> ScriptedTransport.jsonReply(200, World.tokensJson(3))));
        world.memory.failNextCommits(2);
        session.accessToken();
        Gate.await(pausing);

        Callers<Boolean> end = new Callers<>(1, () -> session.awaitRenewal(LIMIT)).awaitTimedWait();
        callLate(1);
        server.awaitReached();
        assertTrue(end.stillWaitAfter(Duration.ofMillis(5500)));
        server.open();

        assertEquals(List.of(true), end.results());
        assertEquals(Optional.of(Secret.of("rt-3")), world.stored().refreshToken());
    }

    /** Regression: it reported something in progress although only tokens that had been answered remained to be stored. */
    @Test
    void theEndOfTheProcessWaitsForARenewalThatBeganInTheMeantimeAndIsAlreadyAnswered() throws InterruptedException {
        CountDownLatch storingFirst = new CountDownLatch(1);
        CountDownLatch storeFirst = new CountDownLatch(1);
        CountDownLatch answeredSecond = new CountDownLatch(1);
        CountDownLatch storeSecond = new CountDownLatch(1);
        AuthSession told =
                AuthSession.open(World.PROVIDER, World.ID, world.adapters().withListener(event -> {
                    if (event.kind() == SessionEvent.Kind.RENEWED) {
                        Gate.await(answeredSecond); // The first renewal's thread ends only after the second one was
                        // answered.
                    }
                }));
        world.tokens(2).tokens(3);
        world.memory.failNextCommits(1);
        atCommits(Map.of(
                2, () -> letIn(storingFirst, storeFirst),
                3, () -> world.memory.failNextCommits(1),
                4, () -> letIn(answeredSecond, storeSecond)));
        assertEquals(Secret.of("at-2"), told.accessToken());
        Gate.await(storingFirst);

        Callers<Boolean> end = new Callers<>(1, () -> told.awaitRenewal(LIMIT)).awaitTimedWait();
        world.time.advance(World.LIFE);
        Callers<Secret> meanwhile = new Callers<>(1, told::accessToken).awaitWaiting();
        storeFirst.countDown();
        Gate.await(answeredSecond);

        assertTrue(end.stillWaitAfter(Duration.ofMillis(200)));
        storeSecond.countDown();
        assertEquals(List.of(true), end.results());
        assertEquals(List.of(Secret.of("at-3")), meanwhile.results());
        assertEquals(Optional.of(Secret.of("rt-3")), world.stored().refreshToken());
    }

    private static void letIn(CountDownLatch reached, CountDownLatch open) {
        reached.countDown();
        Gate.await(open);
    }

    /** By then, the tokens that are being stored have expired too. */
    private void callLate(int count) {
        world.time.advance(World.LIFE);
        late.complete(new Callers<>(count, session::accessToken).awaitWaiting());
    }

    /** From now on, on the renewal's thread, just before this commit. */
    private void atCommit(int number, Runnable action) {
        atCommits(Map.of(number, action));
    }

    private void atCommits(Map<Integer, Runnable> actions) {
        AtomicInteger commits = new AtomicInteger();
        world.beforeCommit(
                () -> actions.getOrDefault(commits.incrementAndGet(), () -> {}).run());
    }
}
