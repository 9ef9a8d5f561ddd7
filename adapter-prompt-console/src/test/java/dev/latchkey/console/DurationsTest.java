package dev.latchkey.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({"90,PT90S", "90s,PT90S", "5m,PT5M", "1H,PT1H", "2d,PT48H", "PT5M,PT5M", "0,PT0S", "' 5m ',PT5M"})
    void durationsAreReadAsPeopleWriteThem(String text, Duration duration) {
        assertEquals(duration, Durations.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-5", "5 m", "5w", "PT-5M", "1.5h", "99999999999"})
    void anythingElseIsNone(String text) {
        assertThrows(IllegalArgumentException.class, () -> Durations.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S,0 s",
        "PT-5S,0 s",
        "PT59.9S,59 s",
        "PT60S,1 min",
        "PT90S,1 min 30 s",
        "PT1H,1 h",
        "PT3661S,1 h 1 min",
        "PT24H,1 d",
        "PT49H,2 d 1 h"
    })
    void durationsAreShownInTheTwoLargestUnits(Duration duration, String shown) {
        assertEquals(shown, Durations.shown(duration));
    }
}
