package dev.latchkey.credential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.TransportException;
import dev.latchkey.error.TransportException.Kind;
import dev.latchkey.model.HttpHeader;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent again, as tables. */
class RetryRulesTest {
    private static final long NOW = 1_772_366_400_000L; // 2026-03-01T12:00:00Z

    private static HttpReply reply(int status, HttpHeader... headers) {
        return new HttpReply(status, List.of(headers), Secret.of(""));
    }

    private static HttpHeader retryAfter(String value) {
        return HttpHeader.of("Retry-After", value);
    }

    private static Optional<Duration> after(String method, HttpReply reply) {
        return RetryRules.afterReply(method, reply, 0, 0, NOW);
    }

    private static TransportException failure(Kind kind, boolean maySent) {
        return new TransportException(kind, "scripted", maySent, null);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "200, false",
        "201, false",
        "301, false",
        "304, false",
        "400, false",
        "401, false",
        "403, false",
        "404, false",
        "408, false",
        "409, false",
        "410, false",
        "429, false",
        "500, true",
        "501, false",
        "502, true",
        "503, true",
        "504, true",
        "505, false",
        "599, false"
    })
    void aStatusIsAnAnswerOrAPassingFailure(int status, boolean again) {
        assertEquals(again, after("GET", reply(status)).isPresent());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "GET, true",
        "HEAD, true",
        "OPTIONS, true",
        "TRACE, true",
        "PUT, true",
        "DELETE, true",
        "POST, false",
        "PATCH, false",
        "CONNECT, false",
        "get, false",
        "FROBNICATE, false"
    })
    void onlyAnIdempotentMethodIsRepeatedAfterAReply(String method, boolean again) {
        assertEquals(again, after(method, reply(503)).isPresent());
        assertEquals(again, after(method, reply(503, retryAfter("1"))).isPresent());
        assertEquals(again, after(method, reply(429, retryAfter("1"))).isPresent());
    }

    @ParameterizedTest(name = "{0}, may have been sent: {1}, GET {2}, POST {3}")
    @CsvSource({
        "UNREACHABLE, false, true, true",
        "UNREACHABLE, true, true, false",
        "TIMED_OUT, false, true, true",
        "TIMED_OUT, true, true, false",
        "TLS, false, false, false",
        "TLS, true, false, false",
        "TOO_LARGE, true, false, false",
        "MALFORMED, true, false, false",
        "CANCELLED, false, false, false",
        "CANCELLED, true, false, false"
    })
    void aFailureIsRepeatedIfItPassesAndCannotHaveBeenCarriedOut(
            Kind kind, boolean maySent, boolean get, boolean post) {
        assertEquals(
                get,
                RetryRules.afterFailure("GET", failure(kind, maySent), 0, 0).isPresent());
        assertEquals(
                post,
                RetryRules.afterFailure("POST", failure(kind, maySent), 0, 0).isPresent());
        assertEquals(
                post,
                RetryRules.afterFailure("PATCH", failure(kind, maySent), 0, 0).isPresent());
    }

    @ParameterizedTest
    @EnumSource
    void everyKindOfFailureIsInTheTable(Kind kind) {
        boolean passes = kind == Kind.UNREACHABLE || kind == Kind.TIMED_OUT;

        assertEquals(
                passes,
                RetryRules.afterFailure("GET", failure(kind, false), 0, 0).isPresent());
    }

    @ParameterizedTest(name = "after {0} retries")
    @CsvSource({"0, 1000, 1500", "1, 2000, 3000", "2, 4000, 6000"})
    void theWaitDoublesAndJitterLengthensItByUpToAHalf(int retries, long shortest, long longest) {
        for (HttpReply reply : List.of(reply(500), reply(503))) {
            assertEquals(
                    Optional.of(Duration.ofMillis(shortest)), RetryRules.afterReply("GET", reply, retries, 0, NOW));
            assertEquals(Optional.of(Duration.ofMillis(longest)), RetryRules.afterReply("GET", reply, retries, 1, NOW));
        }
        TransportException failure = failure(Kind.UNREACHABLE, false);
        assertEquals(Optional.of(Duration.ofMillis(shortest)), RetryRules.afterFailure("POST", failure, retries, 0));
        assertEquals(Optional.of(Duration.ofMillis(longest)), RetryRules.afterFailure("POST", failure, retries, 1));
    }

    @Test
    void thereAreThreeRetries() {
        TransportException failure = failure(Kind.UNREACHABLE, false);

        assertEquals(3, RetryRules.MOST_RETRIES);
        assertEquals(Optional.empty(), RetryRules.afterReply("GET", reply(503), 3, 0, NOW));
        assertEquals(Optional.empty(), RetryRules.afterReply("GET", reply(503, retryAfter("1")), 3, 0, NOW));
        assertEquals(Optional.empty(), RetryRules.afterFailure("GET", failure, 3, 0));
    }

    @ParameterizedTest(name = "{0} with Retry-After: {1}")
    @CsvSource(
            value = {
                "429| 0| 0",
                "429| 7| 7",
                "503| 60| 60",
                "503| Sun, 01 Mar 2026 12:00:30 GMT| 30",
                "503| Sun, 01 Mar 2026 11:00:00 GMT| 0"
            },
            delimiter = '|')
    void retryAfterIsHonouredInSecondsAndAsADate(int status, String value, long seconds) {
        assertEquals(Optional.of(Duration.ofSeconds(seconds)), after("GET", reply(status, retryAfter(value))));
    }

    @Test
    void aDateIsHeldAgainstTheServersOwnClock() {
        HttpReply reply = reply(
                503,
                retryAfter("Sun, 01 Mar 2026 20:00:10 GMT"),
                HttpHeader.of("Date", "Sun, 01 Mar 2026 20:00:00 GMT"));

        assertEquals(Optional.of(Duration.ofSeconds(10)), after("GET", reply));
    }

    @ParameterizedTest
    @ValueSource(strings = {"61", "3600", "99999999999999999999", "Sun, 01 Mar 2026 12:01:01 GMT"})
    void whoHasToWaitPastAMinuteGetsTheAnswerInstead(String value) {
        assertEquals(Optional.empty(), after("GET", reply(503, retryAfter(value))));
        assertEquals(Optional.empty(), after("GET", reply(429, retryAfter(value))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "1.5", "0x10"})
    void nonsenseCountsAsAbsent(String value) {
        assertEquals(Optional.of(Duration.ofSeconds(1)), after("GET", reply(503, retryAfter(value))));
        assertEquals(Optional.empty(), after("GET", reply(429, retryAfter(value))));
    }

    /** Only 429 and 503 name a time to come back (RFC 9110 §10.2.3, RFC 6585 §4); elsewhere it is not for us. */
    @ParameterizedTest
    @ValueSource(ints = {200, 301, 404, 500, 502, 504})
    void onOtherStatusesItSaysNothing(int status) {
        assertEquals(after("GET", reply(status)), after("GET", reply(status, retryAfter("30"))));
    }

    @Test
    void theLongestRunOfWaitsIsBounded() {
        Duration all = Duration.ZERO;
        for (int retries = 0; retries < RetryRules.MOST_RETRIES; retries++) {
            all = all.plus(
                    RetryRules.afterReply("GET", reply(500), retries, 1, NOW).orElseThrow());
        }

        assertTrue(all.compareTo(Duration.ofSeconds(11)) < 0, all::toString);
    }
}
