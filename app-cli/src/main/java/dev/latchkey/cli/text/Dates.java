package dev.latchkey.cli.text;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.TimeZone;

/**
 * Formats points in time for people. Does not use {@code java.time}'s formatters and zones, because loading them takes longer than
 * everything else that a command such as {@code status} does.
 */
public final class Dates {
    private Dates() {}

    /**
     * The time in the system's zone: {@code 2026-11-24 09:30:00 +0100}.
     *
     * @param epochMillis in milliseconds since the epoch, between the years 1 and 9999
     */
    public static String shown(long epochMillis) {
        return shown(epochMillis, TimeZone.getDefault().getOffset(epochMillis) / 1000);
    }

    static String shown(long epochMillis, int offsetSeconds) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(
                Math.floorDiv(epochMillis, 1000), 0, ZoneOffset.ofTotalSeconds(offsetSeconds));
        int minutes = Math.abs(offsetSeconds) / 60;
        return time.toLocalDate()
                + " " + two(time.getHour()) + ":" + two(time.getMinute()) + ":" + two(time.getSecond())
                + " " + (offsetSeconds < 0 ? "-" : "+") + two(minutes / 60) + two(minutes % 60);
    }

    private static String two(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }
}
