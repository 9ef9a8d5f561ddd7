package dev.latchkey.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.oauth.TokenAnswer;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the server answers and however the clock moves, the rules of RFC 8628 §3.5 hold. */
class DeviceFlowPropertyTest {
    private static final int WALKS = 500;

    @ParameterizedTest
    @ValueSource(longs = {1, 20_260_301, 8_628, 42, -7})
    void everyWalkEndsAndNeverPollsTooEarly(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < WALKS; i++) {
            new Walk(random, i % 2 == 0).toItsEnd();
        }
    }

    /** One login; with a patient server nothing but time ends it. */
    private static final class Walk {
        private final Random random;
        private final boolean patientServer;
        private final Duration life;
        private final long deadline;
        private long now;
        private long lastAnswer;
        private int polls;
        private int pollsFromTheDeadlineOn;
        private DeviceFlow flow;

        Walk(Random random, boolean patientServer) {
            this.random = random;
            this.patientServer = patientServer;
            now = random.nextLong();
            life = Duration.ofMillis(1 + random.nextInt(3_600_000));
            deadline = now + life.toNanos();
            lastAnswer = now;
            flow = DeviceFlow.begin(Answers.code(Duration.ofMillis(1_000 + random.nextInt(60_000)), life), now);
        }

        void toItsEnd() {
            while (flow instanceof WaitingToPoll waiting) {
                poll(waiting);
                assertTrue(polls <= life.toSeconds() + 2, "polls without end");
            }
            assertTrue(flow.isFinal());
            assertTrue(pollsFromTheDeadlineOn <= 1, "more than one last poll");
            if (patientServer) {
                assertEquals(DeviceFlow.Kind.EXPIRED, flow.kind());
                assertEquals(1, pollsFromTheDeadlineOn, "no last poll");
            }
        }

        private void poll(WaitingToPoll waiting) {
            assertTrue(waiting.pollAtNanos() - lastAnswer >= waiting.interval().toNanos(), "sooner than the interval");
            assertThrows(IllegalStateException.class, () -> waiting.poll(waiting.pollAtNanos() - 1));
            now = waiting.pollAtNanos() + lateness();
            Polling polling = waiting.poll(now);
            assertFalse(polling.isFinal());
            polls++;
            boolean fromTheDeadlineOn = now - deadline >= 0;
            pollsFromTheDeadlineOn += fromTheDeadlineOn ? 1 : 0;
            assertEquals(fromTheDeadlineOn, polling.isLast(), "a last poll is one from the deadline on");
            Duration before = waiting.interval();
            now += Duration.ofMillis(random.nextInt(30_000)).toNanos();
            lastAnswer = now;
            flow = polling.answered(answer(), now);
            if (flow instanceof WaitingToPoll next) {
                assertTrue(next.interval().compareTo(before) >= 0, "the interval shrank");
            }
        }

        /** Timers fire a little late; now and then a machine sleeps. */
        private long lateness() {
            return random.nextInt(50) == 0
                    ? Duration.ofMinutes(random.nextInt(600)).toNanos()
                    : random.nextInt(2) * (long) random.nextInt(1_000_000_000);
        }

        private TokenAnswer answer() {
            if (!patientServer && random.nextInt(40) == 0) {
                return switch (random.nextInt(4)) {
                    case 0 -> Answers.granted();
                    case 1 -> Answers.error("access_denied");
                    case 2 -> Answers.error("expired_token");
                    default -> Answers.error("teapot");
                };
            }
            return switch (random.nextInt(6)) {
                case 0 -> Answers.slowDown();
                case 1 -> Answers.slowDown(Duration.ofSeconds(random.nextInt(5_000)));
                case 2 -> Answers.tryLater();
                case 3 -> Answers.tryLater(Duration.ofSeconds(random.nextInt(100_000)));
                default -> Answers.pending();
            };
        }
    }
}
