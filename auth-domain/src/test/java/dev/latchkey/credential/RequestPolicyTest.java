package dev.latchkey.credential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.TransportException;
import dev.latchkey.error.TransportException.Kind;
import dev.latchkey.model.Credentials;
import dev.latchkey.model.HttpHeader;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SentRequest;
import dev.latchkey.model.Verdict;
import dev.latchkey.testkit.FakeTimeSource;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The policy for requests with credentials, as tables. {@link RedirectTargetsTest} tests the targets of redirects. */
class RequestPolicyTest {
    private static final URI API = URI.create("https://hub.example.com/a");
    private static final Credentials OURS = new Credentials(List.of(HttpHeader.of("Authorization", "Bearer 1")), 1);
    private static final Verdict RENEWED = Verdict.repeatWith(OURS);

    private static SentRequest sent(String method) {
        return SentRequest.first(method, API).with(OURS);
    }

    private static SentRequest once(String method) {
        return SentRequest.first(method, API).withOneShotBody().with(OURS);
    }

    private static HttpReply reply(int status, HttpHeader... headers) {
        return new HttpReply(status, List.of(headers), Secret.of(""));
    }

    private static HttpReply retryAfter(int status, String value) {
        return reply(status, HttpHeader.of("Retry-After", value));
    }

    private static HttpReply location(int status, String target) {
        return reply(status, HttpHeader.of("Location", target));
    }

    private static Verdict after(SentRequest sent, HttpReply reply) {
        return RequestPolicy.afterReply(sent, reply, FakeTimeSource.START, (refused, by) -> RENEWED);
    }

    private static Verdict after(SentRequest sent, Kind kind, boolean maySent) {
        return RequestPolicy.afterFailure(sent, new TransportException(kind, "scripted", maySent, null));
    }

    private static Optional<Duration> wait(Verdict verdict) {
        return verdict instanceof Verdict.Retry retry ? Optional.of(retry.pause(0)) : Optional.empty();
    }

    private static SentRequest retried(String method, int times) {
        SentRequest request = sent(method);
        for (int i = 0; i < times; i++) {
            request = request.retried();
        }
        return request;
    }

    // Verdicts by status

    @ParameterizedTest(name = "{0}: {1}, body cannot be sent again: {2}")
    @CsvSource({
        "200, PASS_ON, PASS_ON",
        "201, PASS_ON, PASS_ON",
        "206, PASS_ON, PASS_ON",
        "300, PASS_ON, PASS_ON",
        "301, REDIRECT, REDIRECT",
        "302, REDIRECT, REDIRECT",
        "303, REDIRECT, REDIRECT",
        "304, PASS_ON, PASS_ON",
        "305, PASS_ON, PASS_ON",
        "306, PASS_ON, PASS_ON",
        "307, REDIRECT, REDIRECT",
        "308, REDIRECT, REDIRECT",
        "400, PASS_ON, PASS_ON",
        "401, REPEAT, PASS_ON",
        "403, REPEAT, PASS_ON",
        "404, PASS_ON, PASS_ON",
        "407, PASS_ON, PASS_ON",
        "408, RETRY, PASS_ON",
        "409, PASS_ON, PASS_ON",
        "410, PASS_ON, PASS_ON",
        "421, PASS_ON, PASS_ON",
        "429, PASS_ON, PASS_ON",
        "500, RETRY, PASS_ON",
        "501, PASS_ON, PASS_ON",
        "502, RETRY, PASS_ON",
        "503, RETRY, PASS_ON",
        "504, RETRY, PASS_ON",
        "505, PASS_ON, PASS_ON",
        "599, PASS_ON, PASS_ON"
    })
    void aStatusOfAGet(int status, Verdict.Kind verdict, Verdict.Kind once) {
        assertEquals(verdict, after(sent("GET"), location(status, "/b")).kind());
        assertEquals(once, after(once("GET"), location(status, "/b")).kind());
    }

    @ParameterizedTest(name = "{0}: retried {1}, 301 {2}, 303 {3}, 307 {4}, 307 elsewhere {5}")
    @CsvSource({
        "GET,        true,  GET,  GET,  GET,        GET",
        "HEAD,       true,  HEAD, HEAD, HEAD,       HEAD",
        "OPTIONS,    true,  ,     GET,  OPTIONS,    ",
        "TRACE,      true,  ,     GET,  TRACE,      ",
        "PUT,        true,  ,     GET,  PUT,        ",
        "DELETE,     true,  ,     GET,  DELETE,     ",
        "POST,       false, ,     GET,  POST,       ",
        "PATCH,      false, ,     GET,  PATCH,      ",
        "get,        false, ,     GET,  get,        ",
        "FROBNICATE, false, ,     GET,  FROBNICATE, "
    })
    void aMethod(String method, boolean retried, String to301, String to303, String to307, String elsewhere) {
        assertEquals(retried, wait(after(sent(method), reply(503))).isPresent());
        assertEquals(retried, wait(after(sent(method), retryAfter(503, "1"))).isPresent());
        assertEquals(retried, wait(after(sent(method), retryAfter(429, "1"))).isPresent());
        assertEquals(retried, wait(after(sent(method), Kind.TIMED_OUT, true)).isPresent());
        assertTrue(wait(after(sent(method), Kind.UNREACHABLE, false)).isPresent());
        for (int same : List.of(301, 302)) {
            assertEquals(Optional.ofNullable(to301), redirect(method, same, "/b"));
        }
        assertEquals(Optional.ofNullable(to303), redirect(method, 303, "/b"));
        assertEquals(Optional.ofNullable(to303), redirect(method, 303, "https://other.example/"));
        for (int same : List.of(307, 308)) {
            assertEquals(Optional.ofNullable(to307), redirect(method, same, "/b"));
            assertEquals(Optional.ofNullable(elsewhere), redirect(method, same, "https://other.example/"));
        }
    }

    private static Optional<String> redirect(String method, int status, String to) {
        return after(sent(method), location(status, to)) instanceof Verdict.Redirect redirect
                ? Optional.of(redirect.method())
                : Optional.empty();
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
    void aFailure(Kind kind, boolean maySent, boolean get, boolean post) {
        assertEquals(get, wait(after(sent("GET"), kind, maySent)).isPresent());
        assertEquals(post, wait(after(sent("POST"), kind, maySent)).isPresent());
        assertFalse(wait(after(once("POST"), kind, maySent)).isPresent());
    }

    @ParameterizedTest
    @EnumSource
    void everyKindOfFailureIsInTheTable(Kind kind) {
        boolean passes = kind == Kind.UNREACHABLE || kind == Kind.TIMED_OUT;

        assertEquals(passes, wait(after(sent("GET"), kind, false)).isPresent());
    }

    // Refusals

    @Test
    void aRefusalIsGivenToTheCredentialOncePerCall() {
        SentRequest again = sent("GET").renewed(new Verdict.Repeat(OURS));

        assertEquals(RENEWED, after(sent("POST"), reply(401)));
        assertEquals(Verdict.passOn(), after(again, reply(401)));
        SentRequest elsewhere =
                again.redirected(new Verdict.Redirect("GET", API, true, true)).with(OURS);
        assertEquals(Verdict.passOn(), after(elsewhere, reply(401)));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void aRefusalOfARequestWithoutOurCredentialsIsPassedOn(int status) {
        assertEquals(Verdict.passOn(), after(SentRequest.first("GET", API), reply(status)));
    }

    // Waits

    @ParameterizedTest(name = "after {0} retries")
    @CsvSource({"0, 1000, 1500", "1, 2000, 3000", "2, 4000, 6000"})
    void theWaitDoublesAndIsLengthenedByUpToHalf(int retries, long shortest, long longest) {
        for (Verdict verdict : List.of(
                after(retried("GET", retries), reply(500)), after(retried("POST", retries), Kind.UNREACHABLE, false))) {
            Verdict.Retry retry = (Verdict.Retry) verdict;
            assertEquals(Duration.ofMillis(shortest), retry.pause(0));
            assertEquals(Duration.ofMillis(longest), retry.pause(1));
        }
    }

    @Test
    void thereAreThreeRetriesPerCall() {
        assertEquals(Verdict.passOn(), after(retried("GET", 3), reply(503)));
        assertEquals(Verdict.passOn(), after(retried("GET", 3), retryAfter(503, "1")));
        assertEquals(Verdict.passOn(), after(retried("GET", 3), Kind.UNREACHABLE, false));
        SentRequest elsewhere = retried("GET", 3).redirected(new Verdict.Redirect("GET", API, true, true));
        assertEquals(Verdict.passOn(), after(elsewhere, reply(503)));
    }

    @Test
    void thereAreTenRedirectsPerCall() {
        SentRequest request = sent("GET");
        for (int i = 0; i < 10; i++) {
            request = request.redirected((Verdict.Redirect) after(request, location(302, "/b")));
        }

        assertEquals(Verdict.passOn(), after(request, location(302, "/b")));
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
        Verdict.Retry retry = (Verdict.Retry) after(sent("GET"), retryAfter(status, value));

        assertEquals(Duration.ofSeconds(seconds), retry.pause(1));
    }

    @Test
    void aDateIsComparedWithTheServersOwnClock() {
        HttpReply reply = reply(
                503,
                HttpHeader.of("Retry-After", "Sun, 01 Mar 2026 20:00:10 GMT"),
                HttpHeader.of("Date", "Sun, 01 Mar 2026 20:00:00 GMT"));

        assertEquals(Optional.of(Duration.ofSeconds(10)), wait(after(sent("GET"), reply)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"61", "3600", "99999999999999999999", "Sun, 01 Mar 2026 12:01:01 GMT"})
    void aWaitOfMoreThanAMinuteIsLeftToTheCaller(String value) {
        assertEquals(Verdict.passOn(), after(sent("GET"), retryAfter(503, value)));
        assertEquals(Verdict.passOn(), after(sent("GET"), retryAfter(429, value)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "1.5", "0x10"})
    void anInvalidValueCountsAsAbsent(String value) {
        assertEquals(Optional.of(Duration.ofSeconds(1)), wait(after(sent("GET"), retryAfter(503, value))));
        assertEquals(Verdict.passOn(), after(sent("GET"), retryAfter(429, value)));
    }

    /** Only 429 and 503 name a time to come back; for other statuses, the header has another meaning. */
    @ParameterizedTest
    @ValueSource(ints = {200, 301, 404, 500, 502, 504})
    void onOtherStatusesRetryAfterIsIgnored(int status) {
        assertEquals(after(sent("GET"), reply(status)), after(sent("GET"), retryAfter(status, "30")));
    }
}
