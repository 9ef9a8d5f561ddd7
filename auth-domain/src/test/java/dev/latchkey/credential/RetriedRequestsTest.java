package dev.latchkey.credential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.AuthException;
import dev.latchkey.error.CancelledException;
import dev.latchkey.error.Remedy;
import dev.latchkey.error.TransportException;
import dev.latchkey.error.TransportException.Kind;
import dev.latchkey.error.UnreachableException;
import dev.latchkey.model.HttpHeader;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.Secret;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests that are sent again after a failure. */
class RetriedRequestsTest extends AuthorizedRequestsFixture {
    @ParameterizedTest(name = "{0} after {1}: sent {2} times")
    @CsvSource({
        "GET, 500, 4",
        "GET, 502, 4",
        "GET, 503, 4",
        "GET, 504, 4",
        "PUT, 503, 4",
        "DELETE, 503, 4",
        "GET, 404, 1",
        "GET, 501, 1",
        "GET, 429, 1",
        "POST, 500, 1",
        "POST, 503, 1",
        "PATCH, 503, 1",
        "POST, 404, 1"
    })
    void aReplyIsRetriedUpToThreeTimes(String method, int status, int times) {
        loggedIn.http.otherwise(call -> new HttpReply(status, List.of(), Secret.of("")));

        assertEquals(status, send(method));
        assertEquals(times, sent().size());
    }

    @Test
    void theFirstSuccessEndsTheRetries() {
        answers(503, 502);
        loggedIn.http.fail(Kind.TIMED_OUT);
        answers(200);

        assertEquals(200, send("GET"));
        assertEquals(
                List.of(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4)), loggedIn.time.pauses());
    }

    @Test
    void retryAfterIsHonoured() {
        loggedIn.http.reply(new HttpReply(429, List.of(HttpHeader.of("Retry-After", "42")), Secret.of("")));
        answers(200);

        assertEquals(200, send("GET"));
        assertEquals(List.of(Duration.ofSeconds(42)), loggedIn.time.pauses());
    }

    @Test
    void aPostThatMayHaveArrivedIsNotSentTwice() {
        loggedIn.http.fail(new TransportException(Kind.UNREACHABLE, "reset", true, null));

        assertThrows(UnreachableException.class, () -> send("POST"));
        assertEquals(1, sent().size());
    }

    @Test
    void aPostThatWasNotSentIsRetried() {
        loggedIn.http.fail(new TransportException(Kind.UNREACHABLE, "refused", false, null));
        answers(200);

        assertEquals(200, send("POST"));
        assertEquals(2, sent().size());
    }

    @ParameterizedTest
    @EnumSource(names = {"TLS", "TOO_LARGE", "MALFORMED"})
    void aPermanentFailureIsNotRetried(Kind kind) {
        loggedIn.http.fail(kind);

        AuthException failure = assertThrows(AuthException.class, () -> send("GET"));

        assertInstanceOf(UnreachableException.class, failure);
        assertInstanceOf(TransportException.class, failure.getCause());
        assertEquals(1, sent().size());
    }

    @Test
    void anUntrustedAuthorityIsReportedWithItsRemedy() {
        loggedIn.http.fail(Kind.UNTRUSTED);

        AuthException failure = assertThrows(AuthException.class, () -> send("GET"));

        assertEquals(Remedy.Action.TRUST_AUTHORITY, failure.remedy().action());
    }

    @Test
    void anInterruptEndsTheCall() {
        loggedIn.http.fail(Kind.CANCELLED);

        assertThrows(CancelledException.class, () -> send("GET"));
    }

    @Test
    void anInterruptEndsTheWaitForARetryAndIsPreserved() {
        answers(503);
        loggedIn.time.onPause(pause -> Thread.currentThread().interrupt());

        assertThrows(CancelledException.class, () -> send("GET"));
        assertTrue(Thread.interrupted());
        assertEquals(1, sent().size());
    }
}
