package dev.latchkey.oauth;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Dates in headers. A recipient must read all three forms (RFC 9110 §5.6.7), though servers send but one today. */
final class HttpDate {
    private static final int CENTURY_BEFORE_LAST = 50;

    private HttpDate() {}

    /** The moment, if the text is a date in one of the three forms. */
    static Optional<Instant> parse(String text, Instant now) {
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
                continue; // Perhaps it is in the other form.
            }
        }
        return Optional.empty();
    }

    /** {@code Sunday, 06-Nov-94 08:49:37 GMT}; what seems to be more than 50 years ahead was in the past. */
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
