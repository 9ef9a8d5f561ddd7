package dev.latchkey.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.device.DeviceFlow.Expired;
import dev.latchkey.device.DeviceFlow.Granted;
import dev.latchkey.device.DeviceFlow.Polling;
import dev.latchkey.device.DeviceFlow.WaitingToPoll;
import dev.latchkey.model.DisplayText;
import dev.latchkey.oauth.TokenResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each case with several readings of a monotonic clock, which may start anywhere and overflow. */
class DeviceFlowDeadlineTest {
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration LIFE = Duration.ofMinutes(1);
    private static final long PAUSE = INTERVAL.plus(Answers.margin(INTERVAL)).toNanos();

    static LongStream starts() {
        return LongStream.of(
                0,
                -Duration.ofSeconds(30).toNanos(),
                Long.MAX_VALUE,
                Long.MAX_VALUE - Duration.ofSeconds(3).toNanos(),
                Long.MAX_VALUE - LIFE.toNanos(),
                Long.MIN_VALUE);
    }

    @ParameterizedTest
    @MethodSource("starts")
    void aWaitThatEndsBeforeTheDeadlineIsFollowedByOthers(long start) {
        WaitingToPoll waiting = answeredAt(start, deadline(start) - PAUSE - 1, Answers.pending());

        assertEquals(deadline(start) - 1, waiting.pollAtNanos());
        assertFalse(waiting.isLast());
        assertFalse(waiting.poll(deadline(start) - 1).isLast());
    }

    @ParameterizedTest
    @MethodSource("starts")
    void aWaitThatEndsAtTheDeadlineLeadsToTheLastPoll(long start) {
        WaitingToPoll waiting = answeredAt(start, deadline(start) - PAUSE, Answers.pending());

        assertEquals(deadline(start), waiting.pollAtNanos());
        assertTrue(waiting.isLast());
    }

    @ParameterizedTest
    @MethodSource("starts")
    void aWaitThatEndsPastTheDeadlineLeadsToTheLastPollOneIntervalAfterTheResponse(long start) {
        WaitingToPoll waiting = answeredAt(start, deadline(start) - PAUSE + 1, Answers.pending());

        assertEquals(deadline(start) + 1, waiting.pollAtNanos());
        assertTrue(waiting.isLast());
        assertTrue(waiting.poll(deadline(start) + 1).isLast());
    }

    @ParameterizedTest
    @MethodSource("starts")
    void aPollSentBeforeTheDeadlineAndAnsweredAfterItIsFollowedByOneMore(long start) {
        long sent = deadline(start) - 1;
        long answered = deadline(start) + Duration.ofSeconds(20).toNanos();
        Polling polling = DeviceFlow.begin(Answers.code(INTERVAL, LIFE), start).poll(sent);

        WaitingToPoll waiting = assertInstanceOf(WaitingToPoll.class, polling.answered(Answers.pending(), answered));

        assertFalse(polling.isLast());
        assertEquals(answered + PAUSE, waiting.pollAtNanos());
        assertTrue(waiting.isLast());
        assertEquals(
                Expired.class,
                waiting.poll(answered + PAUSE)
                        .answered(Answers.pending(), answered + PAUSE)
                        .getClass());
    }

    @ParameterizedTest
    @MethodSource("starts")
    void aMachineThatSleptPastTheDeadlinePollsOnceMore(long start) {
        WaitingToPoll first = DeviceFlow.begin(Answers.code(INTERVAL, LIFE), start);
        long awake = start + Duration.ofHours(3).toNanos();

        assertFalse(first.isLast());
        assertFalse(first.poll(deadline(start) - 1).isLast());
        assertTrue(first.poll(deadline(start)).isLast());
        assertTrue(first.poll(awake).isLast());
        assertEquals(
                Expired.class,
                first.poll(awake).answered(Answers.pending(), awake).getClass());
        assertEquals(
                Granted.class,
                first.poll(awake).answered(Answers.granted(), awake).getClass());
    }

    @ParameterizedTest
    @MethodSource("starts")
    void theBackoffEndsAtTheDeadline(long start) {
        long early = start + Duration.ofSeconds(52).toNanos();
        WaitingToPoll backedOff = answeredAt(start, early, Answers.tryLater());
        WaitingToPoll told = answeredAt(start, early, Answers.tryLater(Duration.ofSeconds(8)));

        assertEquals(deadline(start), backedOff.pollAtNanos());
        assertTrue(backedOff.isLast());
        assertEquals(deadline(start), told.pollAtNanos(), "the server asked for the very end");
        assertTrue(told.isLast());
    }

    @ParameterizedTest
    @MethodSource("starts")
    void aRetryAfterPastTheDeadlineIsObeyedAndThereIsNoLastPoll(long start) {
        long early = start + Duration.ofSeconds(52).toNanos();
        WaitingToPoll first = DeviceFlow.begin(Answers.code(INTERVAL, LIFE), start);

        for (Duration wait : List.of(Duration.ofMillis(8_001), Duration.ofHours(2), Duration.ofDays(1))) {
            Expired expired = assertInstanceOf(
                    Expired.class, first.poll(first.pollAtNanos()).answered(Answers.tryLater(wait), early));

            assertEquals(
                    Optional.of("overloaded, and asked not to be polled before the code has expired"),
                    expired.trouble().map(DisplayText::value));
        }
    }

    @ParameterizedTest
    @MethodSource("starts")
    void aFailureShortlyBeforeTheDeadlineKeepsTheInterval(long start) {
        long late = deadline(start) - Duration.ofSeconds(2).toNanos();

        assertEquals(late + PAUSE, answeredAt(start, late, Answers.tryLater()).pollAtNanos());
    }

    @ParameterizedTest
    @MethodSource("starts")
    void aSlowDownBeforeTheDeadlineIsObeyedPastIt(long start) {
        long late = deadline(start) - Duration.ofSeconds(2).toNanos();

        WaitingToPoll waiting = answeredAt(start, late, Answers.slowDown());

        assertEquals(late + Duration.ofSeconds(14).toNanos(), waiting.pollAtNanos());
        assertTrue(waiting.isLast());
    }

    @ParameterizedTest(name = "an interval of {0}, a life of {1}: one poll, at {2}")
    @CsvSource({
        "PT1S, PT1S, PT1.25S",
        "PT5S, PT5S, PT6S",
        "PT5S, PT6S, PT6S",
        "PT5S, PT0.001S, PT6S",
        "PT1H, PT15M, PT1H12M",
        "PT1H, PT1H, PT1H12M",
        "P365D, P365D, P438D",
        "P36500D, P36500D, P43800D"
    })
    void aCodeThatExpiresWithinItsIntervalIsPolledOnce(Duration interval, Duration life, Duration at) {
        WaitingToPoll only = DeviceFlow.begin(Answers.code(interval, life), Long.MAX_VALUE);

        assertEquals(at, only.untilPoll(Long.MAX_VALUE));
        assertTrue(only.isLast());
    }

    @Test
    void anHourlyIntervalIsKeptUntilTheCodeExpires() {
        Wanderer flow = new Wanderer(DeviceFlow.begin(Answers.code(Duration.ofHours(1), Duration.ofHours(3)), 0));

        assertEquals(Duration.ofMinutes(72), flow.answered(Answers.pending()));
        assertFalse(flow.waiting().isLast());
        assertEquals(Duration.ofMinutes(72), flow.answered(Answers.pending()));
        assertTrue(flow.waiting().isLast());
    }

    private static long deadline(long start) {
        return start + LIFE.toNanos();
    }

    /** The wait after a poll that was sent as early as possible and answered at that time. */
    private static WaitingToPoll answeredAt(long start, long answered, TokenResponse answer) {
        WaitingToPoll first = DeviceFlow.begin(Answers.code(INTERVAL, LIFE), start);
        return assertInstanceOf(
                WaitingToPoll.class, first.poll(first.pollAtNanos()).answered(answer, answered));
    }
}
