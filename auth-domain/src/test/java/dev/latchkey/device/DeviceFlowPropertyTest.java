package dev.latchkey.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.device.DeviceFlow.Expired;
import dev.latchkey.device.DeviceFlow.Polling;
import dev.latchkey.device.DeviceFlow.WaitingToPoll;
import dev.latchkey.oauth.TokenResponse;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.LongRange;

/** Whatever the server responds and however the clock moves, the rules of RFC 8628 §3.5 hold. */
class DeviceFlowPropertyTest {
    /**
     * One poll.
     *
     * @param late how much later than due it is sent: timers fire late, machines are suspended
     * @param answerTakes how long the response takes
     * @param answer the server's response
     */
    record Step(Duration late, Duration answerTakes, TokenResponse answer) {
        @Override
        public String toString() {
            return "[" + late + " late, after " + answerTakes + ": "
                    + answer.getClass().getSimpleName() + "]";
        }
    }

    @Property(seed = "8628")
    void aFlowEndsHoweverLongTheServerPutsItOff(
            @ForAll long now,
            @ForAll @LongRange(min = 1, max = 3_600_000) long lifeMillis,
            @ForAll @LongRange(min = 1, max = 60_000) long intervalMillis,
            @ForAll("patientSteps") List<Step> steps) {
        Walk walk = new Walk(now, Duration.ofMillis(intervalMillis), Duration.ofMillis(lifeMillis));

        walk.toItsEnd(steps);

        assertEquals(Expired.class, walk.flow.getClass(), "nothing but time ends it");
        assertEquals(walk.toldToStayAway ? 0 : 1, walk.pollsFromTheDeadlineOn, "exactly one last poll");
    }

    @Property(seed = "8628")
    void aFlowNeverLeavesAFinalStateNorPollsTooEarly(
            @ForAll long now,
            @ForAll @LongRange(min = 1, max = 3_600_000) long lifeMillis,
            @ForAll @LongRange(min = 1, max = 60_000) long intervalMillis,
            @ForAll("steps") List<Step> steps) {
        Walk walk = new Walk(now, Duration.ofMillis(intervalMillis), Duration.ofMillis(lifeMillis));

        walk.toItsEnd(steps);

        assertTrue(walk.flow.isFinal());
        assertTrue(walk.pollsFromTheDeadlineOn <= 1, "more than one last poll");
        // Final states have no transitions, so there is no method that could leave them.
        assertFalse(walk.flow instanceof WaitingToPoll || walk.flow instanceof Polling);
    }

    @Provide
    Arbitrary<List<Step>> patientSteps() {
        return steps(puttingOff()).list().ofMinSize(1).ofMaxSize(100);
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<TokenResponse> last = Arbitraries.of("access_denied", "expired_token", "invalid_grant", "teapot")
                .map(Answers::error)
                .map(TokenResponse.class::cast);
        Arbitrary<TokenResponse> granted = Arbitraries.create(Answers::granted);
        return steps(Arbitraries.frequencyOf(Tuple.of(30, puttingOff()), Tuple.of(1, last), Tuple.of(1, granted)))
                .list()
                .ofMinSize(1)
                .ofMaxSize(100);
    }

    private static Arbitrary<TokenResponse> puttingOff() {
        return Arbitraries.oneOf(
                Arbitraries.create(Answers::pending),
                Arbitraries.create(Answers::slowDown),
                Arbitraries.create(Answers::tryLater),
                Arbitraries.integers().between(0, 5_000).map(seconds -> Answers.slowDown(Duration.ofSeconds(seconds))),
                Arbitraries.integers()
                        .between(0, 100_000)
                        .map(seconds -> Answers.tryLater(Duration.ofSeconds(seconds))));
    }

    private static Arbitrary<Step> steps(Arbitrary<TokenResponse> answers) {
        Arbitrary<Duration> late = Arbitraries.frequencyOf(
                Tuple.of(5, Arbitraries.just(Duration.ZERO)),
                Tuple.of(4, Arbitraries.longs().between(0, 1_000_000_000).map(Duration::ofNanos)),
                Tuple.of(1, Arbitraries.longs().between(1, 600).map(Duration::ofMinutes)));
        Arbitrary<Duration> takes = Arbitraries.longs().between(0, 30_000).map(Duration::ofMillis);
        return Combinators.combine(late, takes, answers).as(Step::new);
    }

    /** One login. */
    private static final class Walk {
        private static final long NEVER = -Duration.ofDays(365).toNanos();

        private final Duration life;
        private final long deadline;
        private long now;
        private long lastAnswer;
        private int polls;
        private int pollsFromTheDeadlineOn;
        private boolean toldToStayAway;
        private DeviceFlow flow;

        Walk(long start, Duration interval, Duration life) {
            this.life = life;
            now = start;
            deadline = start + life.toNanos();
            lastAnswer = start;
            flow = DeviceFlow.begin(Answers.code(interval, life), start);
        }

        /** Repeats the steps until the login has ended. */
        void toItsEnd(List<Step> steps) {
            while (flow instanceof WaitingToPoll waiting) {
                poll(waiting, steps.get(polls % steps.size()));
                assertTrue(polls <= life.toMillis() / 250 + 2, "polls without end");
            }
        }

        private void poll(WaitingToPoll waiting, Step step) {
            assertTrue(waiting.pollAtNanos() - lastAnswer >= waiting.interval().toNanos(), "sooner than the interval");
            assertThrows(IllegalStateException.class, () -> waiting.poll(waiting.pollAtNanos() - 1));
            now = waiting.pollAtNanos() + step.late().toNanos();
            Polling polling = waiting.poll(now);
            assertFalse(polling.isFinal());
            polls++;
            boolean fromTheDeadlineOn = now - deadline >= 0;
            pollsFromTheDeadlineOn += fromTheDeadlineOn ? 1 : 0;
            assertEquals(fromTheDeadlineOn, polling.isLast(), "a last poll is one from the deadline on");
            Duration before = waiting.interval();
            now += step.answerTakes().toNanos();
            lastAnswer = now;
            toldToStayAway = !fromTheDeadlineOn && now + retryAfter(step.answer()) - deadline > 0;
            flow = polling.answered(step.answer(), now);
            if (flow instanceof WaitingToPoll next) {
                assertTrue(next.interval().compareTo(before) >= 0, "the interval shrank");
            }
        }

        /** When the server asked to wait until, if it did; else earlier than any deadline. */
        private static long retryAfter(TokenResponse answer) {
            return answer instanceof TokenResponse.TryLater later
                    ? later.retryAfter()
                            .map(Duration::toNanos)
                            .filter(wait -> wait > 0)
                            .orElse(NEVER)
                    : NEVER;
        }
    }
}
