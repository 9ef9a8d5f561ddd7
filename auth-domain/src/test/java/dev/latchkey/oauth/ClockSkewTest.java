package dev.latchkey.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.latchkey.model.DisplayText;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockSkewTest {
    private static final long NOW = 1_772_366_400_000L;

    @ParameterizedTest
    @CsvSource({
        "PT5M, 5 minutes ahead of",
        "PT-119M, 119 minutes behind",
        "PT2H, 2 hours ahead of",
        "PT-47H, 47 hours behind",
        "PT48H, 2 days ahead of"
    })
    void aClockThatIsFarOffIsReported(Duration ahead, String words) {
        assertEquals(
                Optional.of("The server's clock is " + words
                        + " this machine's. The session works all the same, but one of the two is wrong."),
                ServerClock.warning(NOW + ahead.toMillis(), NOW).map(DisplayText::value));
    }

    @Test
    void aSmallDifferenceIsNotReported() {
        assertEquals(Optional.empty(), ServerClock.warning(NOW + 299_999, NOW));
        assertEquals(Optional.empty(), ServerClock.warning(NOW - 299_999, NOW));
    }

    @Test
    void extremeClocksCauseNoErrors() {
        assertEquals(
                true, ServerClock.warning(Long.MAX_VALUE, Long.MIN_VALUE / 2).isPresent());
    }
}
