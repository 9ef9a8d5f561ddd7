package dev.latchkey.oauth;

import dev.latchkey.model.HttpReply;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Dates and delays in the headers of a reply. */
public final class RetryAfter {
    private static final Duration LONGEST = Duration.ofDays(1);

    private RetryAfter() {}

    /**
     * How long {@code Retry-After} asks to wait (RFC 9110 §10.2.3): seconds, or a date, which is held against the server's own
     * {@code Date} where there is one, so that its clock may be hours off. Nonsense counts as absent; at most a day.
     *
     * @param now our clock, for a reply without a {@code Date}
     */
    public static Optional<Duration> of(HttpReply reply, Instant now) {
        return reply.header("Retry-After")
                .map(String::strip)
                .flatMap(text -> text.matches("\\d+") ? seconds(text) : untilDate(text, reply, now))
                .map(wait -> wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
    }

    /**
     * The server's clock, if its {@code Date} is one.
     *
     * @param now our clock, which tells the century of a date in an old form
     */
    public static Optional<Instant> serverTime(HttpReply reply, Instant now) {
        return reply.header("Date").flatMap(text -> HttpDate.parse(text.strip(), now));
    }

    private static Optional<Duration> seconds(String digits) {
        return Optional.of(digits.length() > 9 ? LONGEST : Duration.ofSeconds(Long.parseLong(digits)));
    }

    private static Optional<Duration> untilDate(String text, HttpReply reply, Instant ours) {
        Instant now = serverTime(reply, ours).orElse(ours);
        return HttpDate.parse(text, now).map(date -> date.isAfter(now) ? Duration.between(now, date) : Duration.ZERO);
    }
}
