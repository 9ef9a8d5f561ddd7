package dev.latchkey.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.error.UnreachableException;
import dev.latchkey.testkit.FakeTimeSource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RenewalBackoffTest {
    private final FakeTimeSource time = new FakeTimeSource();
    private final RenewalBackoff backoff = new RenewalBackoff(time, () -> 0);

    @ParameterizedTest
    @CsvSource({"1,1", "2,1", "3,2", "4,4", "7,32", "8,60", "100,60"})
    void theWaitDoublesWithEachFailureUpToAMinute(int failures, int seconds) {
        for (int i = 0; i < failures; i++) {
            backoff.count(unreachable(null));
        }

        assertEquals(Duration.ofSeconds(seconds), waitUntilAllowed());
    }

    @ParameterizedTest
    @CsvSource({"1,2", "2,2", "3,3", "600,600", "601,600"})
    void aRetryAfterAppliesIfItIsLongerThanTheStepUpToTenMinutes(int asked, int seconds) {
        backoff.count(unreachable(null));
        backoff.count(unreachable(null));
        backoff.count(unreachable(Duration.ofSeconds(asked)));

        assertEquals(Duration.ofSeconds(seconds), waitUntilAllowed());
    }

    @Test
    void aCallerRetriesOnceImmediatelyUnlessTheServerAsksForAWait() {
        backoff.count(unreachable(null));
        assertFalse(backoff.refuses().isPresent());

        backoff.count(null);
        backoff.count(unreachable(Duration.ofSeconds(5)));
        assertTrue(backoff.refuses().isPresent());
    }

    @Test
    void aLostResponseIsRepeatedForAMinute() {
        backoff.count(new UnreachableException("no answer", null, true, null));
        backoff.count(new UnreachableException("no answer", null, true, null));
        assertTrue(backoff.allowsAhead());
        time.advance(Duration.ofSeconds(59));
        backoff.count(new UnreachableException("no answer", null, true, null));
        assertTrue(backoff.allowsAhead());

        time.advance(Duration.ofSeconds(1));

        assertFalse(backoff.allowsAhead());
        assertTrue(backoff.refuses().isPresent());
    }

    @Test
    void theEndOfASessionAndAShortageOfMemoryAreNotRetried() {
        assertTrue(RenewalBackoff.isPassing(unreachable(null)));
        assertFalse(RenewalBackoff.isPassing(new LoginRequiredException("over")));
        assertFalse(RenewalBackoff.isPassing(new OutOfMemoryError()));
        assertFalse(RenewalBackoff.isPassing(null));
    }

    private static UnreachableException unreachable(@Nullable Duration retryAfter) {
        return new UnreachableException("no route", retryAfter, null);
    }

    private Duration waitUntilAllowed() {
        Duration waited = Duration.ZERO;
        while (!backoff.allowsAhead()) {
            time.advance(Duration.ofSeconds(1));
            waited = waited.plusSeconds(1);
        }
        return waited;
    }
}
