package dev.latchkey.oauth;

import dev.latchkey.model.DisplayText;
import dev.latchkey.model.HttpReply;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The time information in a reply's headers: the server's clock, and how long to wait. */
public final class ServerClock {
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);
    /** Smaller differences are common and do no harm. */
    private static final Duration WORTH_TELLING = Duration.ofMinutes(5);

    private static final int CENTURY_BEFORE_LAST = 50;

    private ServerClock() {}

    /**
     * How long {@code Retry-After} asks to wait (RFC 9110 §10.2.3): seconds, or a date, which is compared with the server's own {@code
     * Date} if there is one, so that its clock may be hours off. An invalid value counts as absent. At most a day.
     *
     * @param now this machine's clock, for a reply without a {@code Date}
     */
    public static Optional<Duration> retryAfter(HttpReply reply, Instant now) {
        return reply.header("Retry-After")
                .map(String::strip)
                .flatMap(text -> text.matches("\\d+") ? seconds(text) : untilDate(text, reply, now))
                .map(wait -> wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
    }

    /**
     * The server's clock, if its {@code Date} is valid.
     *
     * @param now this machine's clock, which determines the century of a date in an old format
     */
    public static Optional<Instant> time(HttpReply reply, Instant now) {
        return reply.header("Date").flatMap(text -> date(text.strip(), now));
    }

    private static Optional<Duration> seconds(String digits) {
        return Optional.of(digits.length() > 9 ? LONGEST_WAIT : Duration.ofSeconds(Long.parseLong(digits)));
    }

    private static Optional<Duration> untilDate(String text, HttpReply reply, Instant ours) {
        Instant now = time(reply, ours).orElse(ours);
        return date(text, now).map(date -> date.isAfter(now) ? Duration.between(now, date) : Duration.ZERO);
    }

    /**
     * A note for the person about a clock that is far off. For information only, because the lifetimes of tokens are counted from when they
     * were received.
     */
    static Optional<DisplayText> warning(long serverMillis, long nowMillis) {
        long ahead = serverMillis - nowMillis;
        // Not Duration.abs(), which initializes BigDecimal: 10 ms of a process that renews, on JDK 25.
        Duration skew = Duration.ofMillis(Math.abs(ahead));
        if (skew.compareTo(WORTH_TELLING) < 0) {
            return Optional.empty();
        }
        return Optional.of(DisplayText.of("The server's clock is " + shown(skew)
                + (ahead < 0 ? " behind" : " ahead of")
                + " this machine's. The session works all the same, but one of the two is wrong."));
    }

    private static String shown(Duration skew) {
        if (skew.toDays() > 1) {
            return skew.toDays() + " days";
        }
        return skew.toHours() > 1 ? skew.toHours() + " hours" : skew.toMinutes() + " minutes";
    }

    /** A recipient must accept all three formats (RFC 9110 §5.6.7), although servers send only one today. */
    private static Optional<Instant> date(String text, Instant now) {
        return imfFixdate(text).or(() -> olderForms(text, now));
    }

    private static Optional<Instant> imfFixdate(String text) {
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> olderForms(String text, Instant now) {
        for (DateTimeFormatter form : List.of(rfc850(now), asctime())) {
            try {
                return Optional.of(LocalDateTime.parse(text, form).toInstant(ZoneOffset.UTC));
            } catch (DateTimeException | ArithmeticException e) {
                continue; // Try the next format.
            }
        }
        return Optional.empty();
    }

    /** {@code Sunday, 06-Nov-94 08:49:37 GMT}; a date that appears to be more than 50 years ahead is in the past. */
    private static DateTimeFormatter rfc850(Instant now) {
        int earliest = now.atOffset(ZoneOffset.UTC).getYear() - CENTURY_BEFORE_LAST + 1;
        return new DateTimeFormatterBuilder()
                .appendPattern("EEEE, dd-MMM-")
                .appendValueReduced(ChronoField.YEAR, 2, 2, earliest)
                .appendPattern(" HH:mm:ss 'GMT'")
                .toFormatter(Locale.ENGLISH);
    }

    /** {@code Sun Nov  6 08:49:37 1994}. */
    private static DateTimeFormatter asctime() {
        return DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH);
    }
}
