package dev.latchkey.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.latchkey.model.HttpReply;
import dev.latchkey.model.Secret;
import dev.latchkey.moshi.MoshiJson;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenResponseReaderTest {
    private static final String TOKENS = "{\"access_token\":\"at-1\",\"token_type\":\"Bearer\",\"expires_in\":3600}";
    private static final String PENDING = "{\"error\":\"authorization_pending\"}";
    private static final String SLOW_DOWN = "{\"error\":\"slow_down\"}";
    private static final String NO_GRANT = "{\"error\":\"invalid_grant\"}";

    private final TokenResponseReader replies = new TokenResponseReader(
            new ReplyParser(new MoshiJson()).knowing(Set.of("bad_refresh_token")),
            URI.create("https://auth.example/token?tenant=secret"));

    /** The meaning of a reply: {@code granted}, {@code later}, or the server's error code. */
    static Stream<Arguments> meanings() {
        return Stream.of(
                arguments("tokens", Replies.json(200, TOKENS), "granted"),
                arguments("tokens with another success", Replies.json(201, TOKENS), "granted"),
                arguments("tokens labelled as text", Replies.of(200, "text/plain", TOKENS), "granted"),
                arguments("an error with its status", Replies.json(400, NO_GRANT), "invalid_grant"),
                arguments("an error with status 401", Replies.json(401, NO_GRANT), "invalid_grant"),
                arguments("an error with status 403", Replies.json(403, NO_GRANT), "invalid_grant"),
                arguments("an error with status 200", Replies.json(200, NO_GRANT), "invalid_grant"),
                arguments("pending with status 200", Replies.json(200, PENDING), "authorization_pending"),
                arguments("pending with status 428", Replies.json(428, PENDING), "authorization_pending"),
                arguments("slow down with status 429", Replies.json(429, SLOW_DOWN), "slow_down"),
                arguments("pending with status 429", Replies.json(429, PENDING), "authorization_pending"),
                arguments("another error with status 429", Replies.json(429, NO_GRANT), "later"),
                arguments("tokens with status 429", Replies.json(429, TOKENS), "later"),
                arguments("429 and a page", Replies.html(429), "later"),
                arguments("500 and a page", Replies.html(500), "later"),
                arguments("503 and JSON", Replies.json(503, NO_GRANT), "later"),
                arguments("500 and tokens", Replies.json(500, TOKENS), "later"),
                arguments("599", Replies.json(599, "{}"), "later"),
                arguments("a page with status 200", Replies.html(200), "later"),
                arguments("a page with status 403", Replies.html(403), "later"),
                arguments("a page with status 404", Replies.html(404), "later"),
                arguments("a page labelled as JSON", Replies.json(200, Replies.HTML), "later"),
                arguments("nothing at all", Replies.json(200, ""), "later"),
                arguments("204", Replies.json(204, ""), "later"),
                arguments("a list", Replies.json(200, "[" + TOKENS + "]"), "later"),
                arguments("half a reply", Replies.json(200, TOKENS.substring(0, 20)), "later"),
                arguments("JSON nested past all bounds", Replies.json(200, "{\"a\":".repeat(99)), "later"),
                arguments("JSON that says nothing", Replies.json(404, "{\"message\":\"no\"}"), "later"),
                arguments("forbidden", Replies.json(403, "{\"message\":\"Forbidden\"}"), "later"),
                arguments("an empty object with 400", Replies.json(400, "{}"), "later"),
                arguments(
                        "Twitch's pending",
                        Replies.json(400, "{\"status\":400,\"message\":\"authorization_pending\"}"),
                        "authorization_pending"),
                arguments(
                        "pending as error_code",
                        Replies.json(428, PENDING.replace("error", "error_code")),
                        "authorization_pending"),
                arguments(
                        "a denial of Entra's",
                        Replies.json(400, "{\"error\":\"authorization_declined\"}"),
                        "authorization_declined"),
                arguments(
                        "a code in both",
                        Replies.json(400, "{\"error\":\"teapot\",\"message\":\"authorization_pending\"}"),
                        "teapot"),
                arguments("Google's limit", Replies.json(403, "{\"error_code\":\"rate_limit_exceeded\"}"), "later"),
                arguments("501 and an error", Replies.json(501, NO_GRANT), "later"),
                arguments(
                        "tokens and a message",
                        Replies.json(200, TOKENS.replace("{", "{\"message\":\"slow_down\",")),
                        "granted"),
                arguments("tokens with status 400", Replies.json(400, TOKENS), "invalid_reply"),
                arguments("a redirect", Replies.html(302), "invalid_reply"),
                arguments("a redirect with tokens", Replies.json(307, TOKENS), "invalid_reply"),
                arguments("304", Replies.json(304, ""), "invalid_reply"),
                arguments("an empty object", Replies.json(200, "{}"), "invalid_reply"));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("meanings")
    void theJsonMattersAndNotTheStatusButNoiseIsNoResponse(String name, HttpReply reply, String meaning) {
        assertEquals(meaning, meaning(replies.read(reply, 0)), name);
    }

    static Stream<Arguments> fields() {
        return Stream.of(
                arguments("{\"access_token\":\"a\",\"token_type\":\"bearer\"}", "granted"),
                arguments("{\"access_token\":\"a\",\"token_type\":\"BEARER\"}", "granted"),
                arguments("{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"error\":null}", "granted"),
                arguments("{\"access_token\":\"x\",\"token_type\":\"mac\",\"token_type\":\"Bearer\"}", "granted"),
                arguments("{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"error\":\"\"}", "granted"),
                arguments("{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"error\":false}", "granted"),
                arguments("{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"error\":{}}", "granted"),
                arguments("{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"error\":42}", "unknown_error"),
                arguments("{\"error\":{\"code\":\"invalid_grant\"}}", "invalid_grant"),
                arguments("{\"error\":{\"code\":\"bad_refresh_token\"}}", "bad_refresh_token"),
                arguments("{\"error\":{\"code\":190,\"message\":\"no\"}}", "unknown_error"),
                arguments("{\"access_token\":\"a\"}", "granted"),
                arguments("{\"access_token\":\"a\",\"token_type\":null}", "granted"),
                arguments("{\"access_token\":\"a\",\"token_type\":\"\"}", "granted"),
                arguments("{\"access_token\":\"a\",\"token_type\":7}", "invalid_reply"),
                arguments("{\"access_token\":\"a\",\"token_type\":[]}", "invalid_reply"),
                arguments("{\"access_token\":\"a\\nX-Injected: yes\",\"token_type\":\"Bearer\"}", "invalid_reply"),
                arguments("{\"access_token\":\"a\",\"token_type\":\"DPoP\"}", "invalid_reply"),
                arguments("{\"access_token\":\"a\",\"token_type\":\"Bearer \"}", "invalid_reply"),
                arguments("{\"token_type\":\"Bearer\"}", "invalid_reply"),
                arguments("{\"access_token\":\"\",\"token_type\":\"Bearer\"}", "invalid_reply"),
                arguments("{\"access_token\":null,\"token_type\":\"Bearer\"}", "invalid_reply"),
                arguments("{\"access_token\":7,\"token_type\":\"Bearer\"}", "invalid_reply"),
                arguments("{\"access_token\":[\"a\"],\"token_type\":\"Bearer\"}", "invalid_reply"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("fields")
    void aSuccessHasAnAccessTokenOfASupportedType(String json, String meaning) {
        assertEquals(meaning, meaning(replies.read(Replies.json(200, json), 0)));
    }

    @Test
    void aRefusedReplySaysWhy() {
        assertEquals(
                "invalid_reply (the token endpoint's reply has the token_type DPoP, where Bearer is needed)",
                error(Replies.json(200, "{\"access_token\":\"a\",\"token_type\":\"DPoP\"}"))
                        .shown());
        assertEquals(
                "invalid_reply (the token endpoint's reply has no access_token)",
                error(Replies.json(200, "{}")).shown());
        assertEquals(
                "invalid_reply (the token endpoint answered with a redirect, which is never followed)",
                error(Replies.html(302)).shown());
    }

    @Test
    void anErrorIsCleanedAndTruncated() {
        OAuthError error = error(Replies.json(
                400,
                "{\"error\":\"" + "e".repeat(500) + "\",\"error_description\":\"a\\u001b[31m\\nb" + "d".repeat(5_000)
                        + "\"}"));

        assertEquals(100, error.code().length());
        assertEquals(500, error.description().orElseThrow().value().length());
        assertEquals("a[31m bd", error.description().orElseThrow().value().substring(0, 8));
        assertEquals(400, error.status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"error\":\"slow_down\",\"interval\":12}", "{\"error\":\"slow_down\",\"interval\":\"12\"}"})
    void theIntervalOfASlowDownIsRead(String json) {
        assertEquals(
                Optional.of(Duration.ofSeconds(12)),
                error(Replies.json(400, json)).interval());
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "0", "-5", "\"soon\"", "true", "[]", "\"NaN\"", "\"-Infinity\""})
    void anInvalidIntervalIsIgnored(String interval) {
        assertEquals(
                Optional.empty(),
                error(Replies.json(400, "{\"error\":\"slow_down\",\"interval\":" + interval + "}"))
                        .interval());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e300", "1e99999", "99999999999999999999999", "\"Infinity\""})
    void aHugeIntervalStaysFinite(String interval) {
        assertEquals(
                Optional.of(Duration.ofDays(365)),
                error(Replies.json(400, "{\"error\":\"slow_down\",\"interval\":" + interval + "}"))
                        .interval());
    }

    @Test
    void tryLaterContainsTheStatusAndHowLongToWait() {
        HttpReply busy = Replies.with(Replies.html(503), "Retry-After", "17");

        TokenResponse.TryLater later = assertInstanceOf(TokenResponse.TryLater.class, replies.read(busy, 0));
        TokenResponse.TryLater page =
                assertInstanceOf(TokenResponse.TryLater.class, replies.read(Replies.html(403), 0));

        assertEquals("the server answered with status 503", later.why().value());
        assertEquals(Optional.of(Duration.ofSeconds(17)), later.retryAfter());
        assertEquals(
                "the answer from https://auth.example/token (status 403) is not JSON",
                page.why().value());
        assertEquals(Optional.empty(), page.retryAfter());
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 405, 410, 501})
    void aMissingEndpointIsDistinguishedFromAServerThatIsDown(int status) {
        for (HttpReply reply : List.of(
                Replies.html(status), Replies.json(status, ""), Replies.json(status, "{\"message\":\"Not Found\"}"))) {
            TokenResponse.TryLater missing = later(reply);

            assertTrue(missing.endpointMissing(), () -> reply.body().reveal());
            assertTrue(missing.why().value().contains("https://auth.example/token answered with status " + status));
            assertFalse(missing.requestMayHaveBeenSent());
        }
        assertFalse(replies.read(Replies.json(status, NO_GRANT), 0) instanceof TokenResponse.TryLater down
                && down.endpointMissing());
    }

    @Test
    void otherFailuresAreNotAMissingEndpoint() {
        for (int status : new int[] {200, 400, 401, 403, 429, 500, 502, 503, 504}) {
            assertFalse(later(Replies.html(status)).endpointMissing(), "status " + status);
        }
    }

    @ParameterizedTest(name = "a page with status {0}: {1}")
    @CsvSource({
        "200, true",
        "204, true",
        "502, true",
        "504, true",
        "500, false",
        "503, false",
        "429, false",
        "403, false"
    })
    void aLostResponseMayHaveBeenSent(int status, boolean mayHaveBeenSent) {
        assertEquals(mayHaveBeenSent, later(Replies.html(status)).requestMayHaveBeenSent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"access_token\":\"a\",\"token_type\":\"DPoP\",\"refresh_token\":\"rt-2\"}",
                "{\"access_token\":\"a\",\"token_type\":7,\"refresh_token\":\"rt-2\"}",
                "{\"access_token\":\"a\\u0000\",\"token_type\":\"Bearer\",\"refresh_token\":\"rt-2\"}",
                "{\"token_type\":\"Bearer\",\"refresh_token\":\"rt-2\"}",
                "{\"error\":\"teapot\",\"refresh_token\":\"rt-2\"}"
            })
    void aRotatedTokenInARefusedResponseIsKept(String json) {
        for (int status : new int[] {200, 400}) {
            assertEquals(
                    Optional.of(Secret.of("rt-2")),
                    refused(Replies.json(status, json)).rotatedRefreshToken(),
                    json);
        }
    }

    @Test
    void aRefusedResponseWithoutARefreshTokenRotatesNothing() {
        assertEquals(Optional.empty(), refused(Replies.json(200, "{}")).rotatedRefreshToken());
        assertEquals(Optional.empty(), refused(Replies.json(400, NO_GRANT)).rotatedRefreshToken());
    }

    @Test
    void anOpaqueRefreshTokenIsKeptUnchanged() {
        TokenResponse answer =
                replies.read(Replies.json(200, "{\"access_token\":\"a\",\"refresh_token\":\" \\u00e4\\n\"}"), 0);

        assertEquals(
                Optional.of(Secret.of(" \u00e4\n")),
                assertInstanceOf(GrantedTokens.class, answer).refreshToken());
    }

    static Stream<Arguments> wordsOfServers() {
        return Stream.of(
                arguments("{\"error\":\"teapot\",\"error_description\":\"short\"}", "teapot (short)"),
                arguments(
                        "{\"error\":\"Bad Request\",\"message\":\"Invalid refresh token\"}",
                        "Bad Request (Invalid refresh token)"),
                arguments("{\"error\":{\"message\":\"expired\",\"code\":190}}", "unknown_error (expired; 190)"),
                arguments("{\"error\":{\"message\":\"no\",\"code\":\"E1\"}}", "unknown_error (no; E1)"),
                arguments("{\"error\":\"teapot\",\"error_code\":\"T-1\"}", "teapot (T-1)"),
                arguments("{\"error\":\"teapot\",\"error_description\":\"a\",\"error_code\":\"a\"}", "teapot (a)"),
                arguments("{\"message\":\"slow_down\"}", "slow_down"),
                arguments("{\"error\":\"teapot\",\"message\":\"a\\u202e\\u001b[1mb\"}", "teapot (a[1mb)"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("wordsOfServers")
    void theServersMessageIsShownWhereverItIs(String json, String shown) {
        assertEquals(shown, error(Replies.json(400, json)).shown());
    }

    @Test
    void aMessageWithoutAnErrorCodeIsShown() {
        assertEquals(
                "https://auth.example/token answered with status 403 and no error code (Forbidden)",
                later(Replies.json(403, "{\"message\":\"Forbidden\"}")).why().value());
        assertEquals(
                "https://auth.example/token answered with status 403 and no error code (rate_limit_exceeded)",
                later(Replies.json(403, "{\"error_code\":\"rate_limit_exceeded\"}"))
                        .why()
                        .value());
        assertEquals(
                "the server answered with status 503 (maintenance)",
                later(Replies.json(503, "{\"message\":\"maintenance\"}")).why().value());
    }

    private TokenResponse.TryLater later(HttpReply reply) {
        return assertInstanceOf(TokenResponse.TryLater.class, replies.read(reply, 0));
    }

    private TokenResponse.Refused refused(HttpReply reply) {
        return assertInstanceOf(TokenResponse.Refused.class, replies.read(reply, 0));
    }

    @Test
    void noAnswerPrintsAToken() {
        TokenResponse granted = replies.read(Replies.json(200, TOKENS), 0);
        TokenResponse refused = replies.read(Replies.json(200, TOKENS.replace("Bearer", "DPoP")), 0);

        assertFalse((granted + "" + refused).contains("at-1"));
    }

    private OAuthError error(HttpReply reply) {
        return refused(reply).error();
    }

    private static String meaning(TokenResponse answer) {
        return switch (answer.kind()) {
            case GRANTED -> "granted";
            case TRY_LATER -> "later";
            case REFUSED -> ((TokenResponse.Refused) answer).error().code();
        };
    }
}
