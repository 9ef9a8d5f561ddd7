package dev.latchkey.token;

import static dev.latchkey.token.Sessions.ISSUED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.model.Secret;
import dev.latchkey.token.TokenLifecycle.Decision;
import dev.latchkey.token.TokenLifecycle.Window;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenLifecycleTest {
    private static final long HOUR = 3_600_000;
    private static final long LEEWAY = 60_000;
    private static final Secret REFRESH_TOKEN = Secret.of("rt-1");

    @ParameterizedTest(name = "a life of {0} ms: renewed ahead in its last {1} ms, not used in its last {2} ms")
    @CsvSource({
        "86400000, 600000, 10000",
        "3600000, 600000, 10000",
        "3000000, 600000, 10000",
        "2999995, 599999, 10000",
        "300000, 60000, 10000",
        "200000, 40000, 10000",
        "199980, 39996, 9999",
        "60000, 12000, 3000",
        "1000, 200, 50",
        "20, 4, 1",
        "19, 3, 0",
        "1, 0, 0"
    })
    void theMarginIsAFifthAndTheRestATwentiethOfTheLifetimeUpToTheirLimits(long life, long margin, long rest) {
        StoredSession session = Sessions.of(Duration.ofMillis(life));

        assertEquals(
                new Window(ISSUED - LEEWAY, ISSUED + life - margin, ISSUED + life - rest),
                TokenLifecycle.window(session, 0));
    }

    @ParameterizedTest(name = "{0} ms before its end, a token of an hour: {1}")
    @CsvSource({
        "3660001, RENEW",
        "3660000, USE",
        "3600000, USE",
        "600001, USE",
        "600000, USE_AND_RENEW_AHEAD",
        "599999, USE_AND_RENEW_AHEAD",
        "10001, USE_AND_RENEW_AHEAD",
        "10000, RENEW",
        "9999, RENEW",
        "0, RENEW",
        "-1, RENEW",
        "-99999999999, RENEW"
    })
    void aTokenIsUsedThenRenewedAheadThenRenewedFirst(long left, Decision decision) {
        StoredSession session = Sessions.of(Duration.ofHours(1));

        assertEquals(decision, TokenLifecycle.decide(session, ISSUED + HOUR - left, 0));
    }

    @ParameterizedTest(name = "{0} ms before its end, a token of a second: {1}")
    @CsvSource({
        "61001, RENEW",
        "61000, USE",
        "1000, USE",
        "201, USE",
        "200, USE_AND_RENEW_AHEAD",
        "51, USE_AND_RENEW_AHEAD",
        "50, RENEW"
    })
    void aTokenOfASecondIsUsedForMostOfIt(long left, Decision decision) {
        assertEquals(decision, TokenLifecycle.decide(Sessions.of(Duration.ofSeconds(1)), ISSUED + 1000 - left, 0));
    }

    @ParameterizedTest(name = "jitter {0}: renewed ahead in the last {1} ms")
    @CsvSource({"0, 600000", "0.5, 630000", "0.25, 615000", "0.999, 659940", "1, 660000"})
    void jitterLengthensTheMarginByUpToATenth(double jitter, long margin) {
        Window window = TokenLifecycle.window(Sessions.of(Duration.ofHours(1)), jitter);

        assertEquals(ISSUED + HOUR - margin, window.renewFromMillis());
        assertEquals(ISSUED + HOUR - 10_000, window.usableUntilMillis(), "the rest has no jitter");
        assertEquals(
                Decision.USE,
                TokenLifecycle.decide(Sessions.of(Duration.ofHours(1)), ISSUED + HOUR - margin - 1, jitter));
        assertEquals(
                Decision.USE_AND_RENEW_AHEAD,
                TokenLifecycle.decide(Sessions.of(Duration.ofHours(1)), ISSUED + HOUR - margin, jitter));
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, ISSUED - HOUR, ISSUED, ISSUED + HOUR, 253_402_300_799_000L})
    void aTokenOfUnknownExpiryIsUsedUntilItIsRefused(long now) {
        assertEquals(Decision.USE, TokenLifecycle.decide(Sessions.of(null, ISSUED, REFRESH_TOKEN), now, 1));
        assertEquals(Decision.USE, TokenLifecycle.decide(Sessions.of(null, null, null), now, 1));
        assertFalse(TokenLifecycle.isExpired(Sessions.of(null, ISSUED, REFRESH_TOKEN), now));
    }

    /** A Python client drops the time of issue; an invalid value counts the same. */
    @ParameterizedTest(name = "{0} ms before its end: {1}")
    @CsvSource({
        "999999999, USE",
        "600001, USE",
        "600000, USE_AND_RENEW_AHEAD",
        "10001, USE_AND_RENEW_AHEAD",
        "10000, RENEW"
    })
    void aTokenOfUnknownLifetimeCountsAsLongLived(long left, Decision decision) {
        long expiry = ISSUED + HOUR;

        assertEquals(decision, TokenLifecycle.decide(Sessions.of(expiry, null, REFRESH_TOKEN), expiry - left, 0));
        assertEquals(decision, TokenLifecycle.decide(Sessions.of(expiry, expiry, REFRESH_TOKEN), expiry - left, 0));
        assertEquals(
                decision, TokenLifecycle.decide(Sessions.of(expiry, expiry + HOUR, REFRESH_TOKEN), expiry - left, 0));
    }

    @ParameterizedTest(name = "{0} ms before its end: {1}")
    @CsvSource({
        "9999999999, USE",
        "3600000, USE",
        "600000, USE",
        "10001, USE",
        "10000, LOG_IN_AGAIN",
        "0, LOG_IN_AGAIN",
        "-1, LOG_IN_AGAIN"
    })
    void aTokenThatCannotBeRenewedIsUsedUntilItsRest(long left, Decision decision) {
        StoredSession session = Sessions.of(ISSUED + HOUR, ISSUED, null);

        assertEquals(decision, TokenLifecycle.decide(session, ISSUED + HOUR - left, 0));
        assertEquals(
                decision,
                TokenLifecycle.decide(
                        session, TokenLifecycle.window(session, 0), ISSUED + HOUR - left, Duration.ofDays(1)));
    }

    @Test
    void aTokenThatWouldBeValidTooLongShowsThatTheClockWentBack() {
        StoredSession session = Sessions.of(Duration.ofHours(1));
        Window window = TokenLifecycle.window(session, 0);

        long earliest = ISSUED - LEEWAY;
        assertEquals(Decision.USE, TokenLifecycle.decide(session, earliest, 0));
        assertEquals(Decision.RENEW, TokenLifecycle.decide(session, earliest - 1, 0));
        assertTrue(
                TokenLifecycle.isUsable(window, earliest - 1), "while the server cannot be asked it is all there is");
    }

    @Test
    void aTokenWithInvalidCharactersIsNeverUsed() {
        StoredSession renewable = Sessions.withAccessToken("at-1\nX-Injected: yes", Secret.of("rt-1"));
        StoredSession other = Sessions.withAccessToken("at-1\nX-Injected: yes", null);

        assertEquals(Decision.RENEW, TokenLifecycle.decide(renewable, ISSUED, 0));
        assertEquals(Decision.LOG_IN_AGAIN, TokenLifecycle.decide(other, ISSUED, 0));
        assertFalse(TokenLifecycle.isUsable(TokenLifecycle.window(renewable, 0), ISSUED));
        assertTrue(TokenLifecycle.isExpired(renewable, ISSUED));
    }

    @Test
    void aTokenIsRenewedAheadFromItsMarginOn() {
        StoredSession session = Sessions.of(Duration.ofHours(1));

        assertEquals(Decision.USE, TokenLifecycle.decide(session, ISSUED + HOUR - 600_001, 0));
        assertEquals(Decision.USE_AND_RENEW_AHEAD, TokenLifecycle.decide(session, ISSUED + HOUR - 600_000, 0));
    }

    @Test
    void aTokenIsUsableUntilItsRest() {
        Window window = TokenLifecycle.window(Sessions.of(Duration.ofHours(1)), 1);

        assertTrue(TokenLifecycle.isUsable(window, ISSUED + HOUR - 10_001));
        assertFalse(TokenLifecycle.isUsable(window, ISSUED + HOUR - 10_000));
    }

    @ParameterizedTest(name = "a life of {0} ms counts as expired in its last {1} ms")
    @CsvSource({"3600000, 600000", "300000, 60000", "1000, 200"})
    void aTokenCountsAsExpiredInItsMargin(long life, long margin) {
        StoredSession session = Sessions.of(Duration.ofMillis(life));

        assertFalse(TokenLifecycle.isExpired(session, ISSUED + life - margin - 1));
        assertTrue(TokenLifecycle.isExpired(session, ISSUED + life - margin));
    }

    @Test
    void noTokenCountsAsExpiredFromTheStart() {
        for (long life = 1; life < 5_000_000; life += 1 + life / 7) {
            StoredSession session = Sessions.of(Duration.ofMillis(life));

            assertFalse(TokenLifecycle.isExpired(session, ISSUED), "a life of " + life + " ms");
            assertEquals(Decision.USE, TokenLifecycle.decide(session, ISSUED, 1), "a life of " + life + " ms");
        }
    }
}
