package dev.latchkey.cli.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.TimeZone;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class DatesTest {
    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xx", Locale.ROOT);

    @Test
    void aDateHasItsZone() {
        assertEquals("2026-11-26 09:05:03 +0000", Dates.shown(1_795_683_903_999L, 0));
        assertEquals("2026-11-26 14:35:03 +0530", Dates.shown(1_795_683_903_000L, 19_800));
        assertEquals("2026-11-25 23:35:03 -0930", Dates.shown(1_795_683_903_000L, -34_200));
    }

    @Property
    void itIsWhatTheJdksFormatWouldGive(
            @ForAll @LongRange(min = -62_000_000_000_000L, max = 253_402_214_400_000L) long millis,
            @ForAll @IntRange(min = -1080, max = 1080) int offsetMinutes) {
        ZoneOffset offset = ZoneOffset.ofTotalSeconds(offsetMinutes * 60);

        assertEquals(
                FORM.format(Instant.ofEpochMilli(millis).atOffset(offset)), Dates.shown(millis, offsetMinutes * 60));
    }

    @Test
    void itIsTheSystemsZone() {
        long millis = 1_795_683_903_000L;

        assertEquals(Dates.shown(millis, TimeZone.getDefault().getOffset(millis) / 1000), Dates.shown(millis));
    }
}
