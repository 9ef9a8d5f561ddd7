package dev.latchkey.cli.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.PrimitiveIterator;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SessionDateTest {
    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xx", Locale.ROOT);
    /** The years with four digits. */
    private static final long EARLIEST = -62_000_000_000_000L;

    private static final long LATEST = 253_402_214_400_000L;
    private static final int FARTHEST_MINUTES = 1080;
    private static final int DATES = 1000;

    @Test
    void includesTheZoneOffset() {
        assertEquals("2026-11-26 09:05:03 +0000", SessionView.date(1_795_683_903_999L, 0));
        assertEquals("2026-11-26 14:35:03 +0530", SessionView.date(1_795_683_903_000L, 19_800));
        assertEquals("2026-11-25 23:35:03 -0930", SessionView.date(1_795_683_903_000L, -34_200));
    }

    @Test
    void formatsLikeTheJdk() {
        Random random = new Random(20261126);
        PrimitiveIterator.OfLong dates = LongStream.concat(
                        LongStream.of(EARLIEST, -1001, -1000, -1, 0, 1, 999, 1000, LATEST),
                        random.longs(DATES, EARLIEST, LATEST))
                .iterator();
        while (dates.hasNext()) {
            long millis = dates.nextLong();
            int offset = 60 * (random.nextInt(2 * FARTHEST_MINUTES + 1) - FARTHEST_MINUTES);

            assertEquals(
                    FORM.format(Instant.ofEpochMilli(millis).atOffset(ZoneOffset.ofTotalSeconds(offset))),
                    SessionView.date(millis, offset),
                    () -> millis + " at " + offset);
        }
    }
}
