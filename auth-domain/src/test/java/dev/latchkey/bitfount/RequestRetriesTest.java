package dev.latchkey.bitfount;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.latchkey.error.TransportException.Kind;
import dev.latchkey.error.UnreachableException;
import dev.latchkey.model.HttpHeader;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Retries of {@code request}. {@code RequestPolicyTest} has the whole table. */
class RequestRetriesTest {
    private static final URI HUB = URI.create("https://hub.bitfount.com/api");

    private final Fixture fixture = new Fixture();

    private int request(String method) {
        return fixture.builder()
                .apiKeys(Fixture.API_KEYS)
                .username("alice")
                .build()
                .request(method, HUB)
                .send()
                .status();
    }

    private int sent() {
        return fixture.http.calls().size();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    void aTransientFailureIsRetriedThreeTimesWithBackoff(int status) {
        fixture.resource(status).resource(status).resource(status).resource(status);

        assertEquals(status, request("GET"));

        assertEquals(4, sent());
        assertEquals(
                List.of(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4)), fixture.time.pauses());
    }

    @Test
    void connectionErrorsAreRetriedThreeTimes() {
        fixture.http.fail(Kind.UNREACHABLE).fail(Kind.TIMED_OUT).fail(Kind.UNREACHABLE);
        fixture.resource(200);

        assertEquals(200, request("GET"));
        assertEquals(4, sent());
    }

    @Test
    void afterTheThirdRetryTheServerCountsAsUnreachable() {
        fixture.http
                .fail(Kind.UNREACHABLE)
                .fail(Kind.UNREACHABLE)
                .fail(Kind.UNREACHABLE)
                .fail(Kind.UNREACHABLE);

        assertThrows(UnreachableException.class, () -> request("GET"));
        assertEquals(4, sent());
    }

    /** The original retries these. */
    @ParameterizedTest
    @ValueSource(ints = {404, 400, 403, 409, 501})
    void otherStatusesAreNotRetried(int status) {
        fixture.resource(status);

        assertEquals(status, request("GET"));
        assertEquals(1, sent());
    }

    /** The original retries these. */
    @ParameterizedTest
    @ValueSource(strings = {"POST", "PATCH"})
    void aRequestThatMayHaveBeenHandledIsNotSentTwice(String method) {
        fixture.resource(503);
        assertEquals(503, request(method));

        fixture.http.fail(Kind.TIMED_OUT);
        assertThrows(UnreachableException.class, () -> request(method));

        assertEquals(2, sent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PATCH"})
    void aRequestThatWasNotSentIsRetried(String method) {
        fixture.http.fail(Kind.UNREACHABLE);
        fixture.resource(200);

        assertEquals(200, request(method));
        assertEquals(2, sent());
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void retryAfterIsHonoured(int status) {
        fixture.http.reply(new HttpReply(status, List.of(HttpHeader.of("Retry-After", "17")), Secret.of("")));
        fixture.resource(200);

        assertEquals(200, request("GET"));
        assertEquals(List.of(Duration.ofSeconds(17)), fixture.time.pauses());
    }
}
