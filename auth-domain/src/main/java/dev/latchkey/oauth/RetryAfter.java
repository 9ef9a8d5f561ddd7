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
     * @param nowMillis our clock, for a reply without a {@code Date}
     */
    public static Optional<Duration> of(HttpReply reply, long nowMillis) {
        return reply.header("Retry-After")
                .map(String::strip)
                .flatMap(text -> text.matches("\\d+") ? seconds(text) : untilDate(text, reply, nowMillis))
                .map(wait -> wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
    }

    /**
     * The server's clock, in milliseconds since the epoch, if its {@code Date} is one.
     *
     * @param nowMillis our clock, which tells the century of a date in an old form
     */
    public static Optional<Long> serverTimeMillis(HttpReply reply, long nowMillis) {
        return reply.header("Date")
                .flatMap(text -> HttpDate.parse(text.strip(), Instant.ofEpochMilli(nowMillis)))
                .map(Instant::toEpochMilli);
    }

    private static Optional<Duration> seconds(String digits) {
        return Optional.of(digits.length() > 9 ? LONGEST : Duration.ofSeconds(Long.parseLong(digits)));
    }

    private static Optional<Duration> untilDate(String text, HttpReply reply, long nowMillis) {
        long now = serverTimeMillis(reply, nowMillis).orElse(nowMillis);
        return HttpDate.parse(text, Instant.ofEpochMilli(now))
                .map(date -> Duration.ofMillis(Math.max(0, date.toEpochMilli() - now)));
    }
}
