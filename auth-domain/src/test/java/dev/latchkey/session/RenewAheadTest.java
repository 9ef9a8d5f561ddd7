package dev.latchkey.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionEvent.Kind;
import dev.latchkey.testkit.ScriptedTransport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RenewAheadTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final World world = new World();
    private final AuthSession session = world.open();

    @BeforeEach
    void fiveMinutesAreLeft() {
        world.store(1);
        world.time.advance(World.LIFE.minusMinutes(5));
    }

    @Test
    void noCallerWaitsForARenewalInTheBackground() throws InterruptedException {
        Gate gate = new Gate();
        world.http.answer(gate.before(call -> ScriptedTransport.jsonReply(200, World.tokensJson(2))));

        assertEquals(Secret.of("at-1"), session.accessToken());
        gate.awaitReached();
        assertEquals(Secret.of("at-1"), session.accessToken(), "and nobody starts another one");
        assertFalse(session.awaitRenewal(Duration.ZERO));
        gate.open();

        assertTrue(session.awaitRenewal(LIMIT));
        assertEquals(Secret.of("at-2"), session.accessToken());
        assertEquals(Optional.of(Secret.of("rt-2")), world.stored().refreshToken());
        assertEquals(1, world.http.calls().size());
    }

    @Test
    void aCallerDoesNotWaitUntilOtherSessionsAreRenewed() {
        BackgroundWork work = BackgroundWork.create();
        CountDownLatch others = new CountDownLatch(1);
        for (int i = 0; i < 8; i++) {
            work.renew(() -> Gate.await(others));
        }
        AuthSession queued =
                AuthSession.open(World.PROVIDER, World.ID, world.adapters().withBackground(work));
        world.tokens(2);
        assertEquals(Secret.of("at-1"), queued.accessToken(), "its renewal waits for a thread");

        world.time.advance(Duration.ofMinutes(5));
        assertEquals(Secret.of("at-2"), queued.accessToken());
        others.countDown();

        assertEquals(List.of("rt-1"), world.refreshTokensSent());
    }

    @Test
    void afterAFailureNoneIsAttemptedForAStep() throws InterruptedException {
        world.outage();
        assertEquals(Secret.of("at-1"), session.accessToken());
        assertTrue(session.awaitRenewal(LIMIT));

        world.time.advance(RenewalBackoff.FIRST_STEP.minusNanos(1));
        assertEquals(Secret.of("at-1"), session.accessToken());
        assertTrue(session.awaitRenewal(LIMIT));
        assertEquals(1, world.http.calls().size());

        world.time.advance(Duration.ofNanos(1));
        world.tokens(2);
        assertEquals(Secret.of("at-1"), session.accessToken());
        assertTrue(session.awaitRenewal(LIMIT));
        assertEquals(Secret.of("at-2"), session.accessToken());
    }

    @Test
    void thePauseDoesNotDelayACallerThatNeedsANewToken() throws InterruptedException {
        world.outage();
        session.accessToken();
        assertTrue(session.awaitRenewal(LIMIT));
        world.tokens(2);

        assertEquals(Secret.of("at-2"), session.accessToken(Duration.ofMinutes(20)));
    }

    @Test
    void aCommandWaitsForTheRenewal() {
        world.tokens(2);

        assertEquals(Secret.of("at-2"), world.open(RenewalStyle.WAIT).accessToken());
    }

    @Test
    void aCommandGetsTheValidTokenIfTheRenewalFailsAndTriesAgainNextTime() {
        AuthSession command = world.open(RenewalStyle.WAIT);
        world.outage().tokens(2);

        assertEquals(Secret.of("at-1"), command.accessToken());
        assertEquals(Secret.of("at-2"), command.accessToken());
    }

    @Test
    void aSessionThatEndedIsUsedWhileItsTokenLasts() throws InterruptedException {
        world.error("invalid_grant");
        assertEquals(Secret.of("at-1"), session.accessToken());
        assertTrue(session.awaitRenewal(LIMIT));

        assertEquals(Optional.empty(), session.peek().orElseThrow().refreshToken());
        assertEquals(Secret.of("at-1"), session.accessToken());
        assertEquals(List.of(Kind.SESSION_ENDED), world.events.kinds());
        world.time.advance(Duration.ofMinutes(5));
        assertThrows(LoginRequiredException.class, session::accessToken);
        assertEquals(1, world.http.calls().size());
    }

    @Test
    void withoutARenewalInProgressThereIsNothingToWaitFor() throws InterruptedException {
        assertTrue(session.awaitRenewal(Duration.ZERO));
    }

    @Test
    void jitterIsDrawnOncePerToken() {
        AtomicInteger drawn = new AtomicInteger();
        Adapters plain = world.adapters();
        Adapters jittery = Adapters.of(plain.http(), plain.json(), plain.store(), plain.lock(), plain.time())
                .withRandom(() -> {
                    drawn.incrementAndGet();
                    return -1L;
                })
                .withListener(plain.listener());
        AuthSession other = AuthSession.open(World.PROVIDER, World.ID, jittery);
        world.store(2);
        world.time.advance(World.LIFE.minusMinutes(11).minusSeconds(1));

        for (int i = 0; i < 10; i++) {
            assertEquals(Secret.of("at-2"), other.accessToken());
        }

        assertEquals(1, drawn.get());
        assertEquals(List.of(), world.http.calls(), "just before the margin of eleven minutes");
    }
}
