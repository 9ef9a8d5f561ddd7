package dev.latchkey.console;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses and formats durations for people. */
public final class Durations {
    private static final Pattern SHORT = Pattern.compile("(\\d{1,9})(s|m|h|d)?");

    private Durations() {}

    /**
     * Parses {@code 90}, {@code 90s}, {@code 5m}, {@code 1h}, {@code 2d} or ISO 8601's {@code PT5M}.
     *
     * @throws IllegalArgumentException if it has none of these formats or is negative
     */
    public static Duration parse(String text) {
        Matcher written = SHORT.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (written.matches()) {
            long amount = Long.parseLong(written.group(1));
            return switch (written.group(2) == null ? "s" : written.group(2)) {
                case "m" -> Duration.ofMinutes(amount);
                case "h" -> Duration.ofHours(amount);
                case "d" -> Duration.ofDays(amount);
                default -> Duration.ofSeconds(amount);
            };
        }
        return iso(text);
    }

    private static Duration iso(String text) {
        try {
            Duration duration = Duration.parse(text.strip());
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            // Reported below.
        }
        throw new IllegalArgumentException("not a duration such as 90s, 5m, 1h or PT5M");
    }

    /** Formats a duration with its two largest units: {@code 1 h 5 min}. */
    public static String shown(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds >= 86_400) {
            return seconds / 86_400 + " d" + rest(seconds % 86_400 / 3600, " h");
        }
        if (seconds >= 3600) {
            return seconds / 3600 + " h" + rest(seconds % 3600 / 60, " min");
        }
        return seconds >= 60 ? seconds / 60 + " min" + rest(seconds % 60, " s") : seconds + " s";
    }

    private static String rest(long amount, String unit) {
        return amount == 0 ? "" : " " + amount + unit;
    }
}
