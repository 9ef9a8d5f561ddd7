package dev.latchkey.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.latchkey.model.HttpReply;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerClockTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "0, PT0S",
        "1, PT1S",
        "' 120 ', PT2M",
        "86400, P1D",
        "86401, P1D",
        "999999999, P1D",
        "9999999999, P1D",
        "99999999999999999999999999, P1D"
    })
    void secondsAreLimitedToADay(String header, Duration wait) {
        assertEquals(Optional.of(wait), ServerClock.retryAfter(reply(header), NOW));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-1", "+5", "1.5", "soon", "0x10", "12s", "1 2", "2026-03-01T12:00:10Z", "\u0661"})
    void anInvalidValueCountsAsAbsent(String header) {
        assertEquals(Optional.empty(), ServerClock.retryAfter(reply(header), NOW));
    }

    @Test
    void withoutTheHeaderThereIsNoWait() {
        assertEquals(Optional.empty(), ServerClock.retryAfter(Replies.html(503), NOW));
    }

    @ParameterizedTest(name = "until {0}, by this machine's clock: {1}")
    @CsvSource({
        "'Sun, 01 Mar 2026 12:00:30 GMT', PT30S",
        "'Sun, 01 Mar 2026 12:00:00 GMT', PT0S",
        "'Sun, 01 Mar 2026 11:59:59 GMT', PT0S",
        "'Thu, 01 Jan 1970 00:00:00 GMT', PT0S",
        "'Tue, 03 Mar 2026 12:00:00 GMT', P1D",
        "'Fri, 31 Dec 9999 23:59:59 GMT', P1D",
        "'Sunday, 01-Mar-26 12:00:30 GMT', PT30S",
        "'Sunday, 06-Nov-94 08:49:37 GMT', PT0S",
        "'Saturday, 01-Jan-77 00:00:00 GMT', PT0S",
        "'Sun Mar  1 12:00:30 2026', PT30S",
        "'Sun Nov  6 08:49:37 1994', PT0S"
    })
    void aDateIsComparedWithThisMachinesClockIfNecessary(String header, Duration wait) {
        assertEquals(Optional.of(wait), ServerClock.retryAfter(reply(header), NOW));
    }

    @ParameterizedTest(name = "the server's clock says {0}")
    @ValueSource(
            strings = {
                "Sun, 01 Mar 2026 12:00:00 GMT",
                "Sun, 01 Mar 2026 04:00:00 GMT",
                "Sun, 01 Mar 2026 23:30:00 GMT",
                "Thu, 01 Jan 1970 00:00:00 GMT"
            })
    void aDateIsComparedWithTheServersOwnClock(String date) {
        Instant server = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
        String until = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                server.plusSeconds(45).atZone(ZoneOffset.UTC));

        HttpReply reply = Replies.with(reply(until), "Date", date);

        assertEquals(Optional.of(Duration.ofSeconds(45)), ServerClock.retryAfter(reply, NOW));
        assertEquals(Optional.of(server), ServerClock.time(reply, NOW));
    }

    @Test
    void anInvalidServerDateIsIgnored() {
        HttpReply reply = Replies.with(reply("Sun, 01 Mar 2026 12:00:30 GMT"), "Date", "noon");

        assertEquals(Optional.of(Duration.ofSeconds(30)), ServerClock.retryAfter(reply, NOW));
        assertEquals(Optional.empty(), ServerClock.time(reply, NOW));
    }

    @Test
    void theFirstOfSeveralHeadersIsUsed() {
        assertEquals(
                Optional.of(Duration.ofSeconds(3)),
                ServerClock.retryAfter(Replies.with(reply("3"), "retry-after", "9"), NOW));
    }

    private static HttpReply reply(String retryAfter) {
        return Replies.with(Replies.html(503), "Retry-After", retryAfter);
    }
}
