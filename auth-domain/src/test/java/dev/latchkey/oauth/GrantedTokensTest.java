package dev.latchkey.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.latchkey.model.DisplayText;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.Secret;
import dev.latchkey.moshi.MoshiJson;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrantedTokensTest {
    private static final long NOW = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();

    private final TokenResponseReader replies =
            new TokenResponseReader(new ReplyParser(new MoshiJson()), URI.create("https://auth.example/token"));

    @Test
    void aFullReplyIsReadCompletely() {
        HttpReply full = Replies.json(
                200,
                "{\"access_token\":\"at-1\",\"token_type\":\"bearer\",\"expires_in\":3600,\"refresh_token\":\"rt-1\","
                        + "\"id_token\":\"a.b.c\",\"scope\":\"openid email\",\"x\":{\"y\":[1]}}");

        GrantedTokens reply = granted(Replies.with(full, "Date", "Sun, 01 Mar 2026 12:00:00 GMT"));

        assertEquals(
                GrantedTokens.builder(Secret.of("at-1"))
                        .expiresIn(Duration.ofHours(1))
                        .refreshToken(Secret.of("rt-1"))
                        .idToken(Secret.of("a.b.c"))
                        .scope("openid email")
                        .serverTime(Instant.ofEpochMilli(NOW))
                        .build(),
                reply);
    }

    @Test
    void aMinimalReplyHasNothingElse() {
        GrantedTokens reply = granted(Replies.json(200, "{\"access_token\":\"at-1\",\"token_type\":\"Bearer\"}"));

        assertEquals(GrantedTokens.builder(Secret.of("at-1")).build(), reply);
    }

    @Test
    void aFormEncodedReplyIsReadLikeJson() {
        GrantedTokens reply = granted(Replies.of(
                200,
                "Application/X-WWW-Form-Urlencoded; charset=UTF-8",
                "access_token=at%2B1%20x&token_type=bearer&expires_in=60&scope=a+b&broken=%zz&=&&refresh_token=rt-1"));

        assertEquals(Secret.of("at+1 x"), reply.accessToken());
        assertEquals(Optional.of(Secret.of("rt-1")), reply.refreshToken());
        assertEquals(Optional.of(Duration.ofMinutes(1)), reply.expiresIn());
        assertEquals(Optional.of("a b"), reply.scope());
    }

    @Test
    void aFormEncodedErrorIsAnError() {
        TokenResponse answer =
                replies.read(Replies.form(200, "error=bad_verification_code&error_description=it+is"), 0);

        assertEquals(
                "bad_verification_code (it is)",
                assertInstanceOf(TokenResponse.Refused.class, answer).error().shown());
    }

    @ParameterizedTest
    @ValueSource(strings = {"refresh_token", "id_token"})
    void anOptionalFieldOfTheWrongTypeCountsAsMissing(String field) {
        for (String value : List.of("null", "7", "true", "[]", "{}", "\"\"")) {
            GrantedTokens reply = granted(with(field, value));

            assertEquals(Optional.empty(), reply.refreshToken(), value);
            assertEquals(Optional.empty(), reply.idToken(), value);
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "null | none",
                "\"\" | ''",
                "\"a b\" | a b",
                "\"repo,gist\" | repo,gist",
                "[\"a\",\"b\"] | a b",
                "[\"a b\",\"c\"] | a b c",
                "[] | ''"
            })
    void scopesMayBeAStringOrAList(String value, @Nullable String scope) {
        GrantedTokens reply = granted(with("scope", value));

        assertEquals(Optional.ofNullable(scope), reply.scope());
        assertEquals(List.of(), reply.warnings());
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "true", "{}", "{\"a\":1}", "[\"a\",7]", "[[\"a\"]]", "[null]"})
    void unreadableScopesAreReportedAndNotTakenForThoseRequested(String value) {
        GrantedTokens reply = granted(with("scope", value));

        assertEquals(Optional.empty(), reply.scope());
        assertEquals(
                List.of(DisplayText.of("the scope in the token endpoint's reply cannot be read:"
                        + " which scopes were granted is not known")),
                reply.warnings());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"token_type\":null", ",\"token_type\":\"\""})
    void aMissingTypeCountsAsBearerWithAWarning(String type) {
        GrantedTokens reply = granted(Replies.json(200, "{\"access_token\":\"a\"" + type + "}"));

        assertEquals(
                List.of(DisplayText.of("the token endpoint's reply has no token_type; assuming Bearer")),
                reply.warnings());
    }

    @ParameterizedTest(name = "expires_in {0}: {1}")
    @CsvSource({
        "3600, PT1H",
        "'\"3600\"', PT1H",
        "'\" 3600 \"', PT1H",
        "3600.5, PT1H0.5S",
        "3.6e3, PT1H",
        "1, PT1S",
        "0.001, PT0.001S",
        "0.0000001, PT0.001S",
        "315360000, P3650D"
    })
    void expiresInMayBeANumberOrAString(String expiresIn, Duration life) {
        GrantedTokens reply = granted(with("expires_in", expiresIn));

        assertEquals(Optional.of(life), reply.expiresIn());
        assertEquals(List.of(), reply.warnings());
    }

    @Test
    void aMissingExpiresInCausesNoWarning() {
        GrantedTokens reply = granted(with("expires_in", "null"));

        assertEquals(Optional.empty(), reply.expiresIn());
        assertEquals(List.of(), reply.warnings());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-1",
                "-1e300",
                "-0.0",
                "\"\"",
                "\"soon\"",
                "\"NaN\"",
                "\"-Infinity\"",
                "true",
                "[3600]",
                "{}",
                "1e-400"
            })
    void anInvalidExpiresInIsIgnoredWithAWarning(String expiresIn) {
        GrantedTokens reply = granted(with("expires_in", expiresIn));

        assertEquals(Optional.empty(), reply.expiresIn());
        assertEquals(
                List.of(DisplayText.of("expires_in is not a positive number: the token is used until it is refused")),
                reply.warnings());
    }

    @ParameterizedTest
    @ValueSource(strings = {"315360001", "1e300", "1e99999", "\"Infinity\"", "99999999999999999999999"})
    void aHugeExpiresInIsLimitedToTenYears(String expiresIn) {
        assertEquals(Optional.of(Duration.ofDays(3650)), enormous(expiresIn).expiresIn());
    }

    @Test
    void aNumberOfAMillionDigitsIsLimitedToo() {
        assertEquals(
                Optional.of(Duration.ofDays(3650)),
                enormous("9".repeat(1_000_000)).expiresIn());
    }

    private GrantedTokens enormous(String expiresIn) {
        GrantedTokens reply = granted(with("expires_in", expiresIn));
        assertEquals(
                List.of(DisplayText.of("expires_in is more than ten years; assuming ten years")), reply.warnings());
        return reply;
    }

    @Test
    void anInvalidDateIsNotTheServersTime() {
        HttpReply reply = Replies.json(200, "{\"access_token\":\"a\",\"token_type\":\"Bearer\"}");

        assertEquals(
                Optional.empty(),
                granted(Replies.with(reply, "Date", "yesterday")).serverTime());
        assertEquals(
                Optional.of(Instant.ofEpochSecond(7)),
                granted(Replies.with(reply, "date", "Thu, 01 Jan 1970 00:00:07 GMT"))
                        .serverTime());
    }

    @Test
    void aServerClockThatIsFarOffIsReported() {
        HttpReply reply = Replies.json(200, "{\"access_token\":\"a\",\"token_type\":\"Bearer\"}");

        assertEquals(
                List.of(DisplayText.of(
                        "The server's clock is 3 hours behind this machine's. The session works all the same,"
                                + " but one of the two is wrong.")),
                granted(Replies.with(reply, "Date", "Sun, 01 Mar 2026 09:00:00 GMT"))
                        .warnings());
    }

    private static HttpReply with(String field, String value) {
        return Replies.json(200, "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"" + field + "\":" + value + "}");
    }

    private GrantedTokens granted(HttpReply reply) {
        return assertInstanceOf(GrantedTokens.class, replies.read(reply, NOW));
    }
}
