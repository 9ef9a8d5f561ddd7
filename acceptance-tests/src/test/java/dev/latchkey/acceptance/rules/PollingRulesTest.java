package dev.latchkey.acceptance.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.AuthException;
import dev.latchkey.loopback.Answer;
import dev.latchkey.loopback.Endpoint;
import dev.latchkey.model.HttpReply;
import dev.latchkey.okhttp.OkHttpTransport;
import dev.latchkey.port.HttpTransport;
import dev.latchkey.session.LoginOptions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules 4, 5, 7, 8, 31 and 34: the polling interval (RFC 8628 §3.5), measured by the server. */
class PollingRulesTest extends WireFixture {
    @Test
    void rule4AllPollsAreAnIntervalApartFromTheFirstOn() {
        server.autoApproveAfterPolls(4, "alice");

        open().login(prompt, LoginOptions.defaults());

        assertTrue(gaps().size() >= 4, () -> gaps().toString());
        assertTrue(gaps().stream().allMatch(apart(5)::equals), () -> gaps().toString());
    }

    @Test
    void rule4TheIntervalIsCountedFromTheResponseHoweverLongItTook() {
        Duration slow = Duration.ofSeconds(7);
        HttpTransport real = new OkHttpTransport();
        HttpTransport slowly = call -> {
            HttpReply reply = real.exchange(call);
            time.advance(slow);
            return reply;
        };
        server.autoApproveAfterPolls(2, "alice");

        open(provider().build(), slowly).login(prompt, LoginOptions.defaults());

        assertTrue(gaps().size() >= 2, () -> gaps().toString());
        assertTrue(gaps().stream().allMatch(apart(5).plus(slow)::equals), () -> gaps().toString());
    }

    @Test
    void rule5SlowDownAddsFiveSecondsPermanently() {
        refuse("{\"error\":\"slow_down\"}", 400);
        refuse("{\"error\":\"authorization_pending\"}", 400);
        refuse("{\"error\":\"slow_down\"}", 400);
        server.autoApprove("alice");

        open().login(prompt, LoginOptions.defaults());

        assertEquals(List.of(apart(5), apart(10, 1), apart(10, 1), apart(15, 2)), gaps());
    }

    @Test
    void rule5ALargerIntervalFromTheServerIsUsedASmallerOneIsNot() {
        refuse("{\"error\":\"slow_down\",\"interval\":30}", 400);
        refuse("{\"error\":\"slow_down\",\"interval\":1}", 429);
        server.autoApprove("alice");

        open().login(prompt, LoginOptions.defaults());

        assertEquals(List.of(apart(5), apart(30, 1), apart(35, 2)), gaps());
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504})
    void rule7FailuresReduceRequestsAndNeverEndALogin(int status) {
        server.faults().failNext(Endpoint.TOKEN, 6, status);
        server.autoApprove("alice");

        open().login(prompt, LoginOptions.defaults());

        assertEquals(
                List.of(apart(5), backoff(10), backoff(20), backoff(40), backoff(60), backoff(60), backoff(60)),
                gaps());
    }

    @Test
    void rule7AnyTransientFailureIsSurvivedAndTheOldIntervalResumes() {
        server.faults().dropNext(Endpoint.TOKEN, 1);
        server.faults().answerNext(Endpoint.TOKEN, 200, "text/html", "<html>log in to the hotel's network</html>");
        server.faults().answerNext(Endpoint.TOKEN, 200, "application/json", "");
        refuse("{\"error\":\"authorization_pending\"}", 400);
        server.autoApproveAfterPolls(1, "alice");

        open().login(prompt, LoginOptions.defaults());

        // A connection that is closed without a response is not a request in the server's log.
        List<Duration> gaps = gaps();
        assertEquals(apart(5), gaps.get(gaps.size() - 1));
        assertTrue(gaps.stream().allMatch(gap -> gap.compareTo(INTERVAL) >= 0), gaps::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "90, 90",
        "2, 10",
        "'Sun, 01 Mar 2026 12:01:35 GMT', 90",
        "'Sunday, 01-Mar-26 12:01:35 GMT', 90",
        "'Sun Mar  1 12:01:35 2026', 90",
        "soon, 10",
        "-5, 10"
    })
    void rule7AValidRetryAfterIsObeyed(String value, long seconds) {
        server.faults().answerNext(Endpoint.TOKEN, 1, Answer.proxyPage(503).withHeader("Retry-After", value));
        server.autoApprove("alice");

        open().login(prompt, LoginOptions.defaults());

        Duration gap = gaps().get(1);
        // The date is compared with the server's clock at the time of its response, which was six seconds after noon.
        assertTrue(gap.compareTo(Duration.ofSeconds(seconds - 1)) >= 0, gap::toString);
        assertTrue(gap.compareTo(backoff(seconds)) <= 0, gap::toString);
    }

    @Test
    void rule7AnEndpointThatIsMissingThreeTimesInARowEndsTheLoginAndIsNamed() {
        server.faults().failNext(Endpoint.TOKEN, 2, 404);
        refuse("{\"error\":\"authorization_pending\"}", 400);
        server.faults().failNext(Endpoint.TOKEN, 3, 404);
        server.autoApprove("alice");

        AuthException failed = assertThrows(AuthException.class, () -> open().login(prompt, LoginOptions.defaults()));

        assertEquals(AuthException.Kind.REFUSED, failed.kind());
        assertTrue(
                String.valueOf(failed.getMessage())
                        .contains(server.uri(Endpoint.TOKEN).toString()),
                failed::getMessage);
        assertEquals(6, polls().size());
        assertEquals(1, prompt.warnings().size(), "told once, while it was waited for");
    }

    @ParameterizedTest
    @ValueSource(strings = {"601", "99999999999999999999", "Sun, 01 Mar 2026 13:00:00 GMT"})
    void rule31ARetryAfterBeyondTheDeadlineIsObeyedAndLeavesNoLastPoll(String value) {
        server.faults().answerNext(Endpoint.TOKEN, 1, Answer.proxyPage(503).withHeader("Retry-After", value));
        server.autoApprove("alice");

        AuthException failed = assertThrows(AuthException.class, () -> open().login(prompt, LoginOptions.defaults()));

        assertEquals(AuthException.Kind.CODE_EXPIRED, failed.kind());
        assertEquals(1, polls().size());
    }

    @Test
    void rule34TheMarginGrowsWithTheIntervalAndSlowDownsAndTheClockIsMentionedAfterTheSecond() {
        refuse("{\"error\":\"slow_down\"}", 400);
        refuse("{\"error\":\"slow_down\"}", 400);
        refuse("{\"error\":\"slow_down\"}", 400);
        server.autoApprove("alice");

        open().login(prompt, LoginOptions.defaults());

        assertEquals(
                List.of(
                        Duration.ofSeconds(5 + 1),
                        Duration.ofSeconds(10 + 4),
                        Duration.ofSeconds(15 + 9),
                        Duration.ofSeconds(20 + 16)),
                gaps());
        assertEquals(1, prompt.warnings().size());
        assertTrue(prompt.warnings().get(0).contains("clock"));
    }

    @Test
    void rule8ExactlyOnePollFollowsTheDeadline() {
        AuthException failed = assertThrows(AuthException.class, () -> open().login(prompt, LoginOptions.defaults()));

        assertEquals(AuthException.Kind.CODE_EXPIRED, failed.kind());
        Duration sinceTheCode = gaps().stream().reduce(Duration.ZERO, Duration::plus);
        assertTrue(sinceTheCode.compareTo(Duration.ofMinutes(10)) >= 0, sinceTheCode::toString);
        assertTrue(sinceTheCode.compareTo(Duration.ofMinutes(10).plus(apart(5))) <= 0, sinceTheCode::toString);
        assertTrue(gaps().stream().allMatch(gap -> gap.compareTo(INTERVAL) >= 0), () -> gaps().toString());
    }

    @Test
    void rule8TheLastPollMayStillSucceed() {
        server.faults().failNext(Endpoint.TOKEN, 3, 503);
        server.faults().override(Endpoint.DEVICE_AUTHORIZATION, "expires_in", 60);
        server.autoApprove("alice");

        open().login(prompt, LoginOptions.defaults());

        assertEquals(4, polls().size());
        assertEquals(Duration.ofMinutes(1), gaps().stream().reduce(Duration.ZERO, Duration::plus));
    }

    @Test
    void rule8AMachineThatSleptPollsOnceMore() {
        time.onPause(pause -> time.advance(Duration.ofHours(3)));

        assertThrows(AuthException.class, () -> open().login(prompt, LoginOptions.defaults()));

        assertEquals(1, polls().size());
    }

    @ParameterizedTest
    @ValueSource(longs = {-86_400, -3_600, 3_600, 31_536_000})
    void rule8SettingTheClockHasNoEffect(long seconds) {
        time.onPause(pause -> time.moveWallClock(Duration.ofSeconds(seconds)));
        server.autoApproveAfterPolls(3, "alice");

        open().login(prompt, LoginOptions.defaults());

        assertTrue(gaps().stream().allMatch(apart(5)::equals), () -> gaps().toString());
    }
}
