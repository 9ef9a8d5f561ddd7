package dev.latchkey.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.UnreachableException;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionEvent.Kind;
import dev.latchkey.testkit.ScriptedTransport;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clocks that are set, and machines that are suspended. */
class ClocksTest {
    private static final Duration DAY = Duration.ofDays(1);

    private final World world = new World();
    private final AuthSession session = world.open();

    @BeforeEach
    void aTokenIsInUse() {
        world.store(1);
        assertEquals(Secret.of("at-1"), session.accessToken());
    }

    @Test
    void settingTheClockForwardRenewsOnce() {
        world.time.moveWallClock(DAY);
        world.tokens(2);

        askOften("at-2");

        assertEquals(1, world.http.calls().size());
    }

    @Test
    void settingTheClockBackBeforeTheTokensIssueRenewsOnce() {
        world.time.moveWallClock(DAY.negated());
        world.tokens(2);

        askOften("at-2");

        assertEquals(1, world.http.calls().size());
    }

    @Test
    void settingTheClockForwardAndBackRenewsOnceBecauseTheMonotonicClockKnowsTheNewTokensAge() {
        world.time.moveWallClock(DAY);
        world.tokens(2);
        askOften("at-2");
        world.time.moveWallClock(DAY.negated());
        askOften("at-2");

        assertEquals(1, world.http.calls().size());
    }

    @Test
    void aTokenIsRenewedOnTimeAlthoughTheClockWasSetBack() throws InterruptedException {
        world.time.advance(Duration.ofMinutes(50).minusSeconds(2));
        world.time.moveWallClock(Duration.ofMinutes(-10));
        assertEquals(Secret.of("at-1"), session.accessToken());
        assertEquals(0, world.http.calls().size());
        world.tokens(2);

        world.time.advance(Duration.ofSeconds(2));
        assertEquals(Secret.of("at-1"), session.accessToken());
        assertTrue(session.awaitRenewal(Duration.ofSeconds(30)));

        assertEquals(1, world.http.calls().size());
    }

    @Test
    void aTokenThatAnotherMachineIssuedALittleInTheFutureIsNotRenewed() {
        world.store(2);
        AuthSession onAMachineThatIsBehind = world.open();
        world.time.moveWallClock(Duration.ofSeconds(-59));

        assertEquals(Secret.of("at-2"), onAMachineThatIsBehind.accessToken());
        assertEquals(0, world.http.calls().size());
    }

    @Test
    void settingTheClockBackDoesNotLengthenATokensLifetime() {
        world.time.advance(Duration.ofMinutes(40));
        assertEquals(Secret.of("at-1"), session.accessToken());
        world.time.moveWallClock(Duration.ofMinutes(-30));
        assertEquals(Secret.of("at-1"), session.accessToken());

        world.time.advance(Duration.ofMinutes(20));
        world.outage();
        assertThrows(UnreachableException.class, session::accessToken, "an hour has passed, whatever the clock shows");

        world.tokens(2);
        assertEquals(Secret.of("at-2"), session.accessToken());
    }

    @Test
    void settingTheClockBackDoesNotDelayTheRenewalAhead() throws InterruptedException {
        world.time.advance(Duration.ofMinutes(45));
        world.time.moveWallClock(Duration.ofMinutes(-40));
        assertEquals(Secret.of("at-1"), session.accessToken());
        world.time.advance(Duration.ofMinutes(5));
        world.tokens(2);

        assertEquals(Secret.of("at-1"), session.accessToken());
        session.awaitRenewal(Duration.ofSeconds(30));
        assertEquals(Secret.of("at-2"), session.accessToken());
    }

    @Test
    void settingTheClockBackInAnOutageKeepsTheTokenInUse() {
        world.time.advance(Duration.ofMinutes(10));
        world.time.moveWallClock(DAY.negated());
        world.http.otherwise(call -> ScriptedTransport.jsonReply(503, ""));

        askOften("at-1");
    }

    @Test
    void aMachineThatWasSuspendedForHoursRenewsOnce() {
        world.time.moveWallClock(Duration.ofHours(9)); // The monotonic clock may stand still in the meantime.
        world.tokens(2);

        askOften("at-2");

        assertEquals(1, world.http.calls().size());
        assertEquals(1, world.events.count(Kind.RENEWED));
    }

    @Test
    void settingTheClockBackSlightlyWithinAGlanceIsHarmless() {
        world.time.advance(Duration.ofMinutes(1));
        world.time.moveWallClock(Duration.ofSeconds(-2));
        assertEquals(Secret.of("at-1"), world.open().accessToken(), "nor does another process mind");
        askOften("at-1");
    }

    private void askOften(String token) {
        for (int i = 0; i < 100; i++) {
            assertEquals(Secret.of(token), session.accessToken());
            world.time.advance(Duration.ofMillis(100));
        }
    }
}
