package dev.latchkey.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.ServerRefusedException;
import dev.latchkey.error.UnreachableException;
import dev.latchkey.model.DisplayText;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.Secret;
import dev.latchkey.moshi.MoshiJson;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceRepliesTest {
    private static final URI ENDPOINT = URI.create("https://auth.example/device/code?tenant=secret");
    private static final Duration LIFE = Duration.ofMinutes(15);

    private final DeviceReplies replies = new DeviceReplies(new ReplyParser(new MoshiJson()));

    @Test
    void aFullReplyIsReadCompletely() {
        DeviceAuthorization read = read("\"interval\":7,\"verification_uri_complete\":\"https://auth.example/d?c=A\"");

        assertEquals(
                DeviceAuthorization.of(Secret.of("dc-1"), "A-B", "https://auth.example/d", LIFE, Duration.ofSeconds(7))
                        .withVerificationUriComplete("https://auth.example/d?c=A"),
                read);
    }

    @Test
    void theIntervalDefaultsToFiveSecondsAndTheCompleteUriToNone() {
        DeviceAuthorization read = read("\"x\":1");

        assertEquals(Duration.ofSeconds(5), read.interval());
        assertEquals(Optional.empty(), read.verificationUriComplete());
    }

    @Test
    void theOldNameOfTheUriIsAccepted() {
        DeviceAuthorization read = replies.read(
                Replies.json(
                        200,
                        "{\"device_code\":\"dc-1\",\"user_code\":\"A\",\"expires_in\":1800,"
                                + "\"verification_url\":\"https://old.example/d\","
                                + "\"verification_url_complete\":\"https://old.example/d?c=A\"}"),
                ENDPOINT,
                0);

        assertEquals("https://old.example/d", read.verificationUri());
        assertEquals(Optional.of("https://old.example/d?c=A"), read.verificationUriComplete());
    }

    @Test
    void theRfcsNameTakesPrecedenceOverTheOldOne() {
        assertEquals(
                "https://auth.example/d",
                read("\"verification_url\":\"https://old.example/d\"").verificationUri());
    }

    @Test
    void aFormEncodedReplyIsReadLikeJson() {
        DeviceAuthorization read = replies.read(
                Replies.form(
                        200,
                        "device_code=dc-1&user_code=A-B&expires_in=900&interval=5"
                                + "&verification_uri=https%3A%2F%2Fauth.example%2Fd"),
                ENDPOINT,
                0);

        assertEquals("https://auth.example/d", read.verificationUri());
        assertEquals(LIFE, read.expiresIn());
    }

    @ParameterizedTest(name = "interval {0}: {1}")
    @CsvSource({
        "7, PT7S",
        "'\"7\"', PT7S",
        "1.5, PT1.5S",
        "0.0001, PT0.001S",
        "0, PT5S",
        "-3, PT5S",
        "null, PT5S",
        "'\"often\"', PT5S",
        "true, PT5S",
        "'\"NaN\"', PT5S",
        "600, PT10M",
        "3600, PT1H",
        "3600.001, PT15M",
        "7200, PT15M",
        "1e300, PT15M",
        "1e99999, PT15M"
    })
    void anIntervalIsUsedUnlessItIsInvalid(String interval, Duration then) {
        assertEquals(then, read("\"interval\":" + interval).interval());
    }

    @Test
    void aHugeIntervalIsNeverLengthened() {
        DeviceAuthorization read = read("\"interval\":7200,\"expires_in\":86400");

        assertEquals(Duration.ofHours(2), read.interval());
        assertEquals(Duration.ofDays(1), read.expiresIn());
    }

    @ParameterizedTest(name = "expires_in {0}: {1}")
    @CsvSource({
        "900, PT15M",
        "'\"900\"', PT15M",
        "0.5, PT0.5S",
        "86400, P1D",
        "86401, P1D",
        "1e300, P1D",
        "1e99999, P1D",
        "'\"Infinity\"', P1D"
    })
    void aLifetimeIsLimitedToADay(String expiresIn, Duration life) {
        assertEquals(life, read("\"expires_in\":" + expiresIn).expiresIn());
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "0", "-1", "\"\"", "\"later\"", "\"NaN\"", "[]", "true"})
    void theDefaultLifetimeIsAQuarterOfAnHourWithAWarning(String expiresIn) {
        DeviceAuthorization read = read("\"expires_in\":" + expiresIn);

        assertEquals(LIFE, read.expiresIn());
        assertEquals(
                List.of(DisplayText.of("the server does not say how long the code is valid; assuming 15 minutes")),
                read.warnings());
    }

    @Test
    void anInvalidPageMakesTheReplyInvalid() {
        ServerRefusedException refused =
                assertThrows(ServerRefusedException.class, () -> read("\"verification_uri\":\"--version\""));

        assertEquals("invalid_reply", refused.errorCode());
        assertEquals(
                "The device authorization endpoint https://auth.example/device/code answered with a verification_uri that"
                        + " is not a web address. Check the endpoint's URL and whether the server offers the device code.",
                refused.getMessage());
    }

    @Test
    void anInvalidCompletePageIsOmittedWithAWarning() {
        DeviceAuthorization read = read("\"verification_uri_complete\":\"http://127.0.0.1:631/?c=A\"");

        assertEquals(Optional.empty(), read.verificationUriComplete());
        assertEquals(
                List.of(DisplayText.of(
                        "the server's verification_uri_complete points to this machine and is left out")),
                read.warnings());
    }

    @Test
    void anErrorsMessageIsShownWhereverItIs() {
        ServerRefusedException nested = assertThrows(
                ServerRefusedException.class,
                () -> replies.read(
                        Replies.json(400, "{\"error\":{\"message\":\"Invalid client\",\"code\":101}}"), ENDPOINT, 0));
        ServerRefusedException bare = assertThrows(
                ServerRefusedException.class,
                () -> replies.read(Replies.json(403, "{\"message\":\"Forbidden\"}"), ENDPOINT, 0));

        assertTrue(String.valueOf(nested.getMessage()).contains("unknown_error (Invalid client; 101)"));
        assertTrue(String.valueOf(bare.getMessage()).contains("answered with status 403 (Forbidden)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"device_code", "user_code", "verification_uri"})
    void aReplyWithoutARequiredFieldIsRefused(String field) {
        for (String value : new String[] {"null", "\"\"", "7", "true", "[]", "{}"}) {
            ServerRefusedException refused =
                    assertThrows(ServerRefusedException.class, () -> read("\"" + field + "\":" + value));

            assertEquals("invalid_reply", refused.errorCode());
            assertEquals(
                    "The device authorization endpoint https://auth.example/device/code answered without a usable "
                            + field
                            + ". Check the endpoint's URL and whether the server offers the device code.",
                    refused.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 401, 403})
    void anErrorIsARefusalWhateverItsStatus(int status) {
        ServerRefusedException refused = assertThrows(
                ServerRefusedException.class,
                () -> replies.read(
                        Replies.json(
                                status, "{\"error\":\"invalid_scope\",\"error_description\":\"no\\u001b[1m such\"}"),
                        ENDPOINT,
                        0));

        assertEquals("invalid_scope", refused.errorCode());
        assertEquals(OptionalInt.of(status), refused.status());
        assertEquals(
                "The server at https://auth.example/device/code refused to start a login: invalid_scope"
                        + " (no[1m such). Check the client id, the scopes and the audience.",
                refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void aRedirectIsRefusedAndNotFollowed(int status) {
        HttpReply redirect = Replies.with(Replies.html(status), "Location", "https://evil.example");

        ServerRefusedException refused =
                assertThrows(ServerRefusedException.class, () -> replies.read(redirect, ENDPOINT, 0));

        assertEquals("invalid_reply", refused.errorCode());
        assertEquals(OptionalInt.of(status), refused.status());
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504})
    void anOverloadedServerIsRetriedLater(int status) {
        HttpReply busy = Replies.with(Replies.json(status, "{\"error\":\"slow_down\"}"), "Retry-After", "30");

        UnreachableException later = assertThrows(UnreachableException.class, () -> replies.read(busy, ENDPOINT, 0));

        assertEquals(Optional.of(Duration.ofSeconds(30)), later.retryAfter());
        assertFalse(String.valueOf(later.getMessage()).contains("tenant"), "a query may hold a secret");
    }

    @Test
    void aWebPageInPlaceOfACodeIsRetriedLater() {
        UnreachableException later =
                assertThrows(UnreachableException.class, () -> replies.read(Replies.html(200), ENDPOINT, 0));

        assertEquals(
                "The device authorization endpoint https://auth.example/device/code answered with something that is"
                        + " not JSON. Try again later; if it stays so, check the URL and whether a proxy stands in"
                        + " between.",
                later.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 405})
    void aWebPageWithAnErrorStatusIsRefused(int status) {
        ServerRefusedException refused =
                assertThrows(ServerRefusedException.class, () -> replies.read(Replies.html(status), ENDPOINT, 0));

        assertEquals(OptionalInt.of(status), refused.status());
    }

    /** A valid reply; these fields override the defaults. */
    private DeviceAuthorization read(String fields) {
        String json = "{\"device_code\":\"dc-1\",\"user_code\":\"A-B\",\"verification_uri\":\"https://auth.example/d\","
                + "\"expires_in\":900," + fields + "}";
        return replies.read(Replies.json(200, json), ENDPOINT, 0);
    }
}
