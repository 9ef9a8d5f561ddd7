package dev.latchkey.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceFlowBackoffTest {
    private final Wanderer flow = polling(Duration.ofSeconds(5));

    @Test
    void eachConsecutiveFailureDoublesTheWaitUpToAMinute() {
        List<Duration> waits = Stream.generate(() -> flow.answered(Answers.tryLater()))
                .limit(6)
                .map(wait -> wait.minus(Duration.ofSeconds(1)))
                .toList();

        assertEquals(Stream.of(10, 20, 40, 60, 60, 60).map(Duration::ofSeconds).toList(), waits);
        assertEquals(Duration.ofSeconds(5), flow.waiting().interval());
    }

    @Test
    void aResponseEndsTheBackoff() {
        flow.answered(Answers.tryLater());
        flow.answered(Answers.tryLater());

        assertEquals(Duration.ofMillis(6_000), flow.answered(Answers.pending()));
        assertEquals(Duration.ofMillis(11_000), flow.answered(Answers.tryLater()));
    }

    @Test
    void aSlowDownEndsTheBackoffAndTheNextOneStartsFromTheLongerInterval() {
        flow.answered(Answers.tryLater());
        flow.answered(Answers.tryLater());

        assertEquals(Duration.ofSeconds(14), flow.answered(Answers.slowDown()));
        assertEquals(Duration.ofSeconds(24), flow.answered(Answers.tryLater()));
        assertEquals(Duration.ofSeconds(44), flow.answered(Answers.tryLater()));
    }

    @ParameterizedTest(name = "interval {0} s: at most {1} s")
    @CsvSource({"1, 2", "29, 58", "30, 60", "31, 60", "60, 60", "61, 61", "3600, 3600"})
    void theBackoffIsLimitedToAMinuteUnlessTheIntervalIsLonger(int interval, int then) {
        Wanderer slow = polling(Duration.ofSeconds(interval));

        assertEquals(
                Duration.ofSeconds(then).plus(Answers.margin(Duration.ofSeconds(interval))),
                slow.answered(Answers.tryLater()));
    }

    @ParameterizedTest(name = "the first failure with Retry-After {0} s waits {1} s")
    @CsvSource({"0, 10", "9, 10", "10, 10", "11, 11", "120, 120"})
    void retryAfterLengthensTheWaitAndNeverShortensIt(int retryAfter, int then) {
        Duration wait = flow.answered(Answers.tryLater(Duration.ofSeconds(retryAfter)));

        assertEquals(Duration.ofSeconds(then + 1), wait);
    }

    @Test
    void retryAfterAppliesToOneWait() {
        flow.answered(Answers.tryLater(Duration.ofMinutes(2)));

        assertEquals(Duration.ofMillis(21_000), flow.answered(Answers.tryLater()));
        assertEquals(Duration.ofMillis(6_000), flow.answered(Answers.pending()));
    }

    @Test
    void aThousandFailuresDoNotOverflow() {
        Wanderer tiny = polling(Duration.ofMillis(1));
        Duration last = Duration.ZERO;
        for (int i = 0; i < 1000; i++) {
            last = tiny.answered(Answers.tryLater());
        }

        assertEquals(Duration.ofMillis(60_250), last);
    }

    private static Wanderer polling(Duration interval) {
        return new Wanderer(DeviceFlow.begin(Answers.code(interval, Duration.ofDays(1)), 0));
    }
}
