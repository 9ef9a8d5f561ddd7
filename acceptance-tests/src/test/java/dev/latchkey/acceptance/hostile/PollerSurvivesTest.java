package dev.latchkey.acceptance.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.device.DeviceLogin;
import dev.latchkey.device.DeviceLoginListener;
import dev.latchkey.error.AuthException;
import dev.latchkey.model.HttpCall;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.oauth.AuthorizationServer;
import dev.latchkey.oauth.Endpoints;
import dev.latchkey.oauth.GrantedTokens;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.okhttp.OkHttpTransport;
import dev.latchkey.port.HttpTransport;
import dev.latchkey.testkit.FakeTimeSource;
import dev.latchkey.testkit.RecordingPrompt;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A login succeeds whatever happens between two polls, and does not poll faster because of it. */
class PollerSurvivesTest {
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration LIFE = Duration.ofMinutes(2);
    /**
     * Real time: how long to wait for a stalled exchange, instead of half a minute. Nothing depends on it. A plain response took longer
     * than 150 ms on a loaded machine.
     */
    private static final Duration PATIENCE = Duration.ofMillis(400);

    private static final String TOKENS = "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"expires_in\":3600}";

    private final FakeTimeSource time = new FakeTimeSource();
    private final RecordingPrompt prompt = new RecordingPrompt();
    private final HostileServer server = new HostileServer().withMetadataAndDeviceCode((int) LIFE.toSeconds());
    private final List<Long> polls = new ArrayList<>();
    private final List<Long> answers = new ArrayList<>();

    @AfterEach
    void stop() {
        server.close();
    }

    static Stream<Arguments> blips() {
        return Stream.of(
                Arguments.of("closed without a word", Answer.closed()),
                Arguments.of("reset", Answer.reset()),
                Arguments.of("stalled before the head", Answer.stalled("")),
                Arguments.of("stalled in the head", Answer.stalled("HTTP/1.1 200 OK\nContent-")),
                Arguments.of("stalled in the body", Answer.stalled("HTTP/1.1 200 OK\nContent-Length: 9\n\n{")),
                Arguments.of("a drop at a time", Answer.dripping()),
                Arguments.of("cut off in the head", Answer.bytes("HTTP/1.1 200 OK\nConte")),
                Arguments.of("cut off in the body", Answer.bytes("HTTP/1.1 200 OK\nContent-Length: 99\n\n{\"acc")),
                Arguments.of(
                        "cut off in a chunk",
                        Answer.bytes("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\nff\n{\"access_token\":\"x\"")),
                Arguments.of(
                        "chunks that are none",
                        Answer.bytes("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\nzz\n{}\n0\n\n")),
                Arguments.of("no HTTP", Answer.bytes("SSH-2.0-OpenSSH_9.2\n")),
                Arguments.of("noise", Answer.bytes("\u0016\u0003\u0001\u0000\u00ff\u0000")),
                Arguments.of("no content", Answer.bytes("HTTP/1.1 204 No Content\n\n")),
                Arguments.of("empty", Answer.json("")),
                Arguments.of("a page", Answer.http(200, "text/html", "<html>Log in to this network</html>")),
                Arguments.of("a page that refuses", Answer.http(403, "text/html", "<html>Blocked</html>")),
                Arguments.of("a page not found", Answer.http(404, "text/html", "<html>Not found</html>")),
                Arguments.of("half of some JSON", Answer.json("{\"access_token\":\"a\",")),
                Arguments.of("JSON that is no object", Answer.json("[\"authorization_pending\"]")),
                Arguments.of("text", Answer.http(200, "text/plain", "true")),
                Arguments.of("a bad gateway", Answer.http(502, "text/html", "")),
                Arguments.of("down", Answer.http(503, "application/json", "{\"error\":\"access_denied\"}")),
                Arguments.of("too many", Answer.http(429, "application/json", "{}")),
                Arguments.of("packed, but not", Answer.bytes("HTTP/1.1 200 OK\nContent-Encoding: gzip\n\n" + TOKENS)),
                Arguments.of("too large", Answer.pouring("HTTP/1.1 200 OK\n\n", " ".repeat(1 << 16), 64)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("blips")
    void survivesATransientFailure(String what, Answer blip) {
        server.on(
                "/token",
                Answer.error("authorization_pending"),
                blip,
                blip,
                Answer.error("slow_down"),
                Answer.json(TOKENS));

        GrantedTokens reply = logIn();

        assertEquals("a", reply.accessToken().reveal());
        assertEquals(5, server.requests("/token"), "each poll is one request");
        assertThatPollsKeepTheInterval();
        assertTrue(gap(2).compareTo(INTERVAL.multipliedBy(2)) >= 0, "fewer after a failure, not more");
        assertTrue(gap(4).compareTo(INTERVAL.plusSeconds(5)) >= 0, "and slow_down still counts");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("blips")
    void aPermanentFailureEndsWithTheLastPoll(String what, Answer trouble) {
        server.on("/token", trouble);

        AuthException failed = assertThrows(AuthException.class, this::logIn);

        if (what.equals("a page not found")) {
            assertEquals(AuthException.Kind.REFUSED, failed.kind());
            assertEquals(3, server.requests("/token"), "three times in a row is no blip");
            return;
        }
        assertEquals(AuthException.Kind.CODE_EXPIRED, failed.kind());
        assertTrue(String.valueOf(failed.getMessage()).contains("trouble"), failed::getMessage);
        assertThatPollsKeepTheInterval();
        long deadline = answers.get(0) + LIFE.toNanos();
        assertEquals(
                1, polls.stream().filter(poll -> poll - deadline >= 0).count(), "exactly one from the deadline on");
        Duration after = Duration.ofNanos(polls.get(polls.size() - 1) - deadline);
        assertTrue(after.compareTo(INTERVAL.multipliedBy(2)) <= 0, after::toString);
    }

    @Test
    void recoversWhenTheServerComesBack() {
        URI gone;
        try (HostileServer other = new HostileServer()) {
            gone = other.issuer();
        }
        server.on("/token", Answer.json(TOKENS));
        HttpTransport real = transport();
        HttpTransport away = call -> real.exchange(
                polls.size() > 3 || !call.uri().getPath().equals("/token")
                        ? call
                        : HttpCall.of(call.method(), gone.resolve("/token"), call.headers())
                                .withBody(call.body().orElse(null))
                                .withTimeout(call.timeout())
                                .withReplyLimit(call.replyLimit()));

        assertNotNull(logIn(away).accessToken());

        assertThatPollsKeepTheInterval();
        assertEquals(1, server.requests("/token"));
    }

    static Stream<String> oddNumbers() {
        return Stream.of(
                "null",
                "\"soon\"",
                "0",
                "-1",
                "-99999999999",
                "1e400",
                "-1e400",
                "99999999999999999999999999",
                "1.5",
                "\"7\"",
                "true",
                "[]",
                "{}",
                "0.0000001",
                "9223372036854775807",
                "\"\"",
                "\"\\u0661\"");
    }

    @ParameterizedTest
    @MethodSource("oddNumbers")
    void handlesAnUnusualInterval(String number) {
        server.on(
                "/device",
                Answer.json("{\"device_code\":\"d\",\"user_code\":\"U\",\"verification_uri\":\"https://a.example/\","
                        + "\"expires_in\":120,\"interval\":" + number + "}"));
        server.on("/token", Answer.json(TOKENS));

        assertNotNull(logIn().accessToken());

        // A tenth of a microsecond is what the server asked for, plus the margin. An interval longer than the code's
        // lifetime leaves only the last poll, a fifth later.
        Duration least = number.equals("0.0000001") ? Duration.ofMillis(250) : INTERVAL;
        assertTrue(gap(0).compareTo(least) >= 0, () -> gap(0).toString());
        assertTrue(gap(0).compareTo(LIFE.multipliedBy(6).dividedBy(5)) <= 0, () -> gap(0).toString());
    }

    @ParameterizedTest
    @MethodSource("oddNumbers")
    void handlesAnUnusualSlowDownInterval(String number) {
        server.on(
                "/token",
                Answer.http(400, "application/json", "{\"error\":\"slow_down\",\"interval\":" + number + "}"),
                Answer.json(TOKENS));

        assertNotNull(logIn().accessToken());

        assertTrue(gap(1).compareTo(INTERVAL.plusSeconds(5)) >= 0, () -> gap(1).toString());
    }

    @ParameterizedTest
    @MethodSource("oddNumbers")
    void anUnusualLifetimeOfTheCodeEndsInALoginOrOneClearError(String number) {
        server.on(
                "/device",
                Answer.json("{\"device_code\":\"d\",\"user_code\":\"U\",\"verification_uri\":\"https://a.example/\","
                        + "\"interval\":1,\"expires_in\":" + number + "}"));
        server.on("/token", Answer.json(TOKENS));

        try {
            assertNotNull(logIn().accessToken());
            assertThatPollsKeepTheInterval();
        } catch (AuthException e) {
            assertTrue(String.valueOf(e.getMessage()).contains("expires_in"), e::getMessage);
            assertEquals(0, server.requests("/token"));
        }
    }

    private GrantedTokens logIn() {
        return logIn(transport());
    }

    private GrantedTokens logIn(HttpTransport http) {
        OAuthProvider provider = OAuthProvider.explicit(
                        Endpoints.of(
                                server.issuer().resolve("/device"),
                                server.issuer().resolve("/token")),
                        "client")
                .build();
        HttpTransport counting = call -> {
            boolean poll = call.uri().getPath().equals("/token");
            if (poll) {
                polls.add(time.monotonicNanos());
            }
            try {
                return http.exchange(call);
            } finally {
                answers.add(time.monotonicNanos());
            }
        };
        return DeviceLogin.begin(
                        new AuthorizationServer(provider, counting, new MoshiJson(), time),
                        time,
                        DeviceLoginListener.none())
                .await(prompt);
    }

    private static HttpTransport transport() {
        HttpTransport real = new OkHttpTransport();
        return call -> real.exchange(HttpCall.of(call.method(), call.uri(), call.headers())
                .withBody(call.body().orElse(null))
                .withTimeout(PATIENCE)
                .withReplyLimit(call.replyLimit()));
    }

    /** The time between the previous response and this poll. */
    private Duration gap(int poll) {
        return Duration.ofNanos(polls.get(poll) - answers.get(poll));
    }

    private void assertThatPollsKeepTheInterval() {
        for (int i = 0; i < polls.size(); i++) {
            Duration gap = gap(i);
            assertTrue(gap.compareTo(INTERVAL) >= 0, gap::toString);
        }
    }
}
