package dev.latchkey.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.latchkey.device.DeviceFlow.Denied;
import dev.latchkey.device.DeviceFlow.Expired;
import dev.latchkey.device.DeviceFlow.Granted;
import dev.latchkey.device.DeviceFlow.Polling;
import dev.latchkey.device.DeviceFlow.Refused;
import dev.latchkey.device.DeviceFlow.WaitingToPoll;
import dev.latchkey.model.DisplayText;
import dev.latchkey.oauth.TokenResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DeviceFlowTest {
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration LIFE = Duration.ofMinutes(15);

    private final WaitingToPoll first = DeviceFlow.begin(Answers.code(INTERVAL, LIFE), 0);

    @Test
    void theFirstPollIsDueAfterOneIntervalPlusTheMargin() {
        assertEquals(Duration.ofSeconds(6), first.untilPoll(0));
        assertEquals(LIFE, first.untilExpiry(0));
        assertEquals(INTERVAL, first.interval());
        assertEquals(WaitingToPoll.class, first.getClass());
        assertFalse(first.isLast());
        assertFalse(first.isFinal());
    }

    @Test
    void aPollIsDueAtItsTimeAndRefusedANanosecondBefore() {
        IllegalStateException early =
                assertThrows(IllegalStateException.class, () -> first.poll(first.pollAtNanos() - 1));

        assertEquals("it is PT0.000000001S too early to poll", early.getMessage());
        Polling polling = first.poll(first.pollAtNanos());
        assertEquals(Polling.class, polling.getClass());
        assertFalse(polling.isLast());
        assertFalse(polling.isFinal());
    }

    @Test
    void theTimeLeftIsNeverNegative() {
        long tomorrow = Duration.ofDays(1).toNanos();

        assertEquals(Duration.ZERO, first.untilPoll(first.pollAtNanos()));
        assertEquals(Duration.ZERO, first.untilPoll(tomorrow));
        assertEquals(Duration.ZERO, first.untilExpiry(LIFE.toNanos()));
        assertEquals(Duration.ZERO, first.untilExpiry(tomorrow));
    }

    static Stream<Arguments> everyAnswer() {
        return Stream.of(
                arguments("tokens", Answers.granted(), Granted.class, Granted.class),
                arguments("pending", Answers.pending(), WaitingToPoll.class, Expired.class),
                arguments("slow down", Answers.slowDown(), WaitingToPoll.class, Expired.class),
                arguments("no connection", Answers.tryLater(), WaitingToPoll.class, Expired.class),
                arguments("overloaded", Answers.tryLater(INTERVAL), WaitingToPoll.class, Expired.class),
                arguments("denied", Answers.error("access_denied"), Denied.class, Denied.class),
                arguments("declined", Answers.error("authorization_declined"), Denied.class, Denied.class),
                arguments("expired", Answers.error("expired_token"), Expired.class, Expired.class),
                arguments("code not known", Answers.error("invalid_grant"), Refused.class, Expired.class),
                arguments("client not valid", Answers.error("invalid_client"), Refused.class, Refused.class),
                arguments("protocol broken", Answers.error("invalid_reply"), Refused.class, Refused.class),
                arguments("never heard of", Answers.error("teapot"), Refused.class, Refused.class),
                arguments("another case", Answers.error("Authorization_Pending"), Refused.class, Refused.class));
    }

    @ParameterizedTest(name = "{0}: {2}, on the last poll {3}")
    @MethodSource("everyAnswer")
    void eachAnswerLeadsToItsState(
            String name,
            TokenResponse answer,
            Class<? extends DeviceFlow> then,
            Class<? extends DeviceFlow> afterTheLast) {
        long deadline = LIFE.toNanos();
        DeviceFlow next = first.poll(first.pollAtNanos()).answered(answer, first.pollAtNanos());
        DeviceFlow last = first.poll(deadline).answered(answer, deadline);

        assertEquals(then, next.getClass(), name);
        assertEquals(then != WaitingToPoll.class, next.isFinal());
        assertEquals(afterTheLast, last.getClass(), name);
        assertTrue(last.isFinal());
    }

    @Test
    void finalStatesKeepTheServersError() {
        Polling polling = first.poll(first.pollAtNanos());
        long now = first.pollAtNanos();

        Granted granted = assertInstanceOf(Granted.class, polling.answered(Answers.granted(), now));
        Denied denied = assertInstanceOf(Denied.class, polling.answered(Answers.error("access_denied"), now));
        Refused refused = assertInstanceOf(Refused.class, polling.answered(Answers.error("teapot"), now));
        Expired expired = assertInstanceOf(Expired.class, polling.answered(Answers.error("expired_token"), now));

        assertSame(Answers.TOKENS, granted.reply());
        assertEquals("access_denied (in words)", denied.error().shown());
        assertEquals("teapot (in words)", refused.error().shown());
        assertEquals(Optional.empty(), expired.trouble());
    }

    @Test
    void anExpiryWithoutAResponseKeepsTheReason() {
        Polling last = first.poll(LIFE.toNanos());

        Expired troubled = assertInstanceOf(Expired.class, last.answered(Answers.tryLater(), LIFE.toNanos()));
        Expired undisturbed = assertInstanceOf(Expired.class, last.answered(Answers.pending(), LIFE.toNanos()));

        assertEquals(Optional.of(DisplayText.of("no route")), troubled.trouble());
        assertEquals(Optional.empty(), undisturbed.trouble());
    }

    @Test
    void slowDownAddsFiveSecondsForThisAndAllLaterPolls() {
        Wanderer flow = new Wanderer(first);

        flow.answered(Answers.pending());
        assertEquals(Duration.ofSeconds(5), flow.waiting().interval());
        flow.answered(Answers.slowDown());
        assertEquals(Duration.ofSeconds(10), flow.waiting().interval());
        flow.answered(Answers.pending());
        assertEquals(Duration.ofSeconds(10), flow.waiting().interval());
        flow.answered(Answers.slowDown());
        assertEquals(Duration.ofSeconds(15), flow.waiting().interval());
        flow.answered(Answers.pending());
        assertEquals(Duration.ofSeconds(15), flow.waiting().interval());
    }

    @Test
    void theMarginGrowsWithTheIntervalAndAfterEachSlowDownUpToTheWholeInterval() {
        Wanderer flow = new Wanderer(first);

        assertEquals(Duration.ofSeconds(5 + 1), flow.answered(Answers.pending()));
        assertEquals(Duration.ofSeconds(10 + 4), flow.answered(Answers.slowDown()));
        assertEquals(Duration.ofSeconds(10 + 4), flow.answered(Answers.pending()));
        assertEquals(Duration.ofSeconds(15 + 9), flow.answered(Answers.slowDown()));
        assertEquals(Duration.ofSeconds(20 + 16), flow.answered(Answers.slowDown()));
        assertEquals(Duration.ofSeconds(25 + 25), flow.answered(Answers.slowDown()));
        assertEquals(Duration.ofSeconds(30 + 30), flow.answered(Answers.slowDown()));
    }

    @Test
    void onlyThreeConsecutiveResponsesOfAMissingEndpointEndTheLogin() {
        Wanderer flow = new Wanderer(first);
        for (TokenResponse between : List.of(Answers.pending(), Answers.slowDown(), Answers.tryLater())) {
            flow.answered(Answers.endpointMissing());
            flow.answered(Answers.endpointMissing());
            flow.answered(between);
        }

        flow.answered(Answers.endpointMissing());
        flow.answered(Answers.endpointMissing());
        Refused refused = assertInstanceOf(Refused.class, flow.next(Answers.endpointMissing()));

        assertEquals(
                "invalid_reply (https://auth.example/token is not there)",
                refused.error().shown());
    }

    @ParameterizedTest(name = "an interval of 5 s, slow_down naming {0} s: {1} s")
    @CsvSource({"1, 10", "5, 10", "9.999, 10", "10, 10", "10.001, 10.001", "60, 60", "3600, 3600", "3600.001, 10"})
    void theIntervalInASlowDownIsUsedIfItIsLongerAndValid(double named, double then) {
        Wanderer flow = new Wanderer(DeviceFlow.begin(Answers.code(INTERVAL, Duration.ofDays(1)), 0));

        flow.answered(Answers.slowDown(seconds(named)));

        assertEquals(seconds(then), flow.waiting().interval());
        Duration margin = seconds(then).multipliedBy(2).dividedBy(5);
        assertEquals(seconds(then).plus(margin), flow.answered(Answers.pending()));
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }
}
