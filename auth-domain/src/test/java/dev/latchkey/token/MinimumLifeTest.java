package dev.latchkey.token;

import static dev.latchkey.token.Sessions.ISSUED;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.latchkey.model.Secret;
import dev.latchkey.token.TokenLifecycle.Decision;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MinimumLifeTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @ParameterizedTest(name = "{0} left of an hour, {1} wanted: {2}")
    @CsvSource({
        "PT50M, PT0S, USE",
        "PT30M, PT30M, USE",
        "PT29M59.999S, PT30M, RENEW",
        "PT10M0.001S, PT10M, USE",
        "PT10M, PT10M, USE_AND_RENEW_AHEAD",
        "PT9M59.999S, PT10M, RENEW",
        "PT5M, PT5M, USE_AND_RENEW_AHEAD",
        "PT5M, PT4M, USE_AND_RENEW_AHEAD",
        "PT4M59.999S, PT5M, RENEW",
        "PT10S, PT1S, RENEW",
        "PT1H, PT30M, USE",
        "PT30M, PT-1M, USE",
        "PT5M, PT-1M, USE_AND_RENEW_AHEAD"
    })
    void aTokenThatExpiresTooSoonIsRenewedFirst(Duration left, Duration wanted, Decision decision) {
        assertEquals(decision, decide(Sessions.of(HOUR), HOUR.minus(left), wanted));
    }

    /** Otherwise a token for an hour would be renewed at each call that requests an hour. */
    @ParameterizedTest(name = "{0} left of an hour, {1} wanted: {2}")
    @CsvSource({
        "PT50M, PT50M, USE",
        "PT50M, PT59M, USE",
        "PT50M, PT1H, USE",
        "PT50M, PT2H, USE",
        "PT50M, P36500D, USE",
        "PT49M59.999S, PT50M, RENEW",
        "PT49M59.999S, PT59M, RENEW",
        "PT49M59.999S, PT2H, RENEW",
        "PT49M59.999S, P36500D, RENEW"
    })
    void theMinimumIsLimitedToTheLifetimeWithoutTheMargin(Duration left, Duration wanted, Decision decision) {
        assertEquals(decision, decide(Sessions.of(HOUR), HOUR.minus(left), wanted));
    }

    @Test
    void anInfiniteMinimumDoesNotOverflow() {
        Duration endless = Duration.ofSeconds(Long.MAX_VALUE);

        assertEquals(Decision.USE, decide(Sessions.of(HOUR), Duration.ofMinutes(10), endless));
        assertEquals(Decision.RENEW, decide(Sessions.of(HOUR), Duration.ofMinutes(11), endless));
        assertEquals(Decision.RENEW, decide(lifeNotKnown(), Duration.ZERO, endless));
        assertEquals(Decision.USE, decide(Sessions.of(HOUR), Duration.ofMinutes(11), endless.negated()));
    }

    @Test
    void withAnUnknownLifetimeTheMinimumApplies() {
        assertEquals(Decision.USE, decide(lifeNotKnown(), Duration.ofMinutes(30), Duration.ofMinutes(30)));
        assertEquals(Decision.RENEW, decide(lifeNotKnown(), Duration.ofMinutes(31), Duration.ofMinutes(30)));
        assertEquals(Decision.RENEW, decide(lifeNotKnown(), Duration.ZERO, Duration.ofHours(2)));
    }

    @Test
    void withAnUnknownExpiryNoTokenExpiresTooSoon() {
        StoredSession session = Sessions.of(null, ISSUED, Secret.of("rt-1"));

        assertEquals(Decision.USE, decide(session, Duration.ofDays(99), Duration.ofDays(1)));
    }

    private static StoredSession lifeNotKnown() {
        return Sessions.of(ISSUED + HOUR.toMillis(), null, Secret.of("rt-1"));
    }

    private static Decision decide(StoredSession session, Duration age, Duration minimumLife) {
        return TokenLifecycle.decide(session, TokenLifecycle.window(session, 0), ISSUED + age.toMillis(), minimumLife);
    }
}
