package dev.latchkey.cli.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.cli.harness.InProcessCli;
import dev.latchkey.error.AuthException;
import dev.latchkey.error.CancelledException;
import dev.latchkey.model.DeviceCodePrompt;
import dev.latchkey.model.HttpReply;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.okhttp.OkHttpTransport;
import dev.latchkey.port.HttpTransport;
import dev.latchkey.testkit.server.Answer;
import dev.latchkey.testkit.server.Endpoint;
import dev.latchkey.testkit.server.LoopbackAuthorizationServer;
import dev.latchkey.testkit.server.ReceivedRequest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules 1 to 10: the device code (RFC 8628). How fast is polled is what the server saw. */
class DeviceRulesTest extends WireFixture {
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    /** Covers timers that fire early; the server must never see less than the interval. */
    private static final Duration MARGIN = Duration.ofMillis(250);

    private static Duration apart(long seconds) {
        return Duration.ofSeconds(seconds).plus(MARGIN);
    }

    @Test
    void rule1TheRequestIsAFormWithTheClientTheScopeAndWhatTheProviderAsksFor() {
        server.autoApprove("alice");

        open(provider()
                        .audience("https://api.example")
                        .resources(List.of("https://one.example", "https://two.example"))
                        .build())
                .login(prompt, false);

        ReceivedRequest request =
                server.log().requests(Endpoint.DEVICE_AUTHORIZATION).get(0);
        assertEquals("POST", request.method());
        assertEquals(server.clientId(), request.parameter("client_id").orElseThrow());
        assertEquals("openid profile offline_access", request.parameter("scope").orElseThrow());
        assertEquals("https://api.example", request.parameter("audience").orElseThrow());
        assertEquals(
                List.of("https://one.example", "https://two.example"),
                request.form().all("resource"));
        assertTrue(request.query().names().isEmpty(), "nothing is in the URL");
        server.log()
                .requests(Endpoint.TOKEN)
                .forEach(poll ->
                        assertEquals("application/json", poll.header("Accept").orElseThrow()));
        assertEquals("application/json", request.header("Accept").orElseThrow());
    }

    @Test
    void rule2WithoutAnIntervalItIsFiveSeconds() {
        server.faults().omit(Endpoint.DEVICE_AUTHORIZATION, "interval", "verification_uri_complete");
        server.autoApproveAfterPolls(2, "alice");

        open().login(prompt, false);

        assertTrue(gaps().stream().allMatch(apart(5)::equals), () -> gaps().toString());
    }

    @Test
    void rule2NumbersMayBeTextAndTheUriMayHaveItsOldName() {
        server.faults().omit(Endpoint.DEVICE_AUTHORIZATION, "verification_uri");
        server.faults().override(Endpoint.DEVICE_AUTHORIZATION, "verification_url", "https://old.example/device");
        server.faults().override(Endpoint.DEVICE_AUTHORIZATION, "interval", "7");
        server.faults().override(Endpoint.DEVICE_AUTHORIZATION, "expires_in", "600");
        server.autoApprove("alice");

        open().login(prompt, false);

        DeviceCodePrompt shown = prompt.shown().get(0);
        assertEquals("https://old.example/device", shown.verificationUri().value());
        assertEquals(Duration.ofMinutes(10), shown.expiresIn());
        assertEquals(List.of(apart(7)), gaps());
    }

    @ParameterizedTest
    @ValueSource(strings = {"device_code", "user_code", "verification_uri", "expires_in"})
    void rule2WhatMustBeThereIsMissedByName(String field) {
        server.faults().omit(Endpoint.DEVICE_AUTHORIZATION, field);

        AuthException failed = assertThrows(AuthException.class, () -> open().login(prompt, false));

        assertTrue(String.valueOf(failed.getMessage()).contains(field), failed::getMessage);
        assertEquals(List.of(), prompt.shown());
        assertEquals(List.of(), polls());
    }

    @Test
    void rule3TheUriAndTheCodeAreShownAndThePersonIsWarned() {
        try (LoopbackAuthorizationServer real = LoopbackAuthorizationServer.builder(new MoshiJson())
                .interval(Duration.ofSeconds(1))
                .start()) {
            real.autoApprove("alice");

            String err = new InProcessCli(home)
                    .at(real)
                    .run("login", "--no-browser", "--store=file")
                    .expect(0)
                    .err();

            assertTrue(err.contains(real.verificationUri().toString()), err);
            assertTrue(err.contains(real.lastUserCode().orElseThrow()), err);
            assertTrue(err.contains("Check that the page shows this same code"), err);
            assertTrue(err.contains("Only continue if you started this login yourself"), err);
        }
    }

    @Test
    void rule4TheFirstPollAndAllOthersAreAnIntervalApart() {
        server.autoApproveAfterPolls(4, "alice");

        open().login(prompt, false);

        assertTrue(gaps().size() >= 4, () -> gaps().toString());
        assertTrue(gaps().stream().allMatch(apart(5)::equals), () -> gaps().toString());
    }

    @Test
    void rule4TheIntervalIsCountedFromTheAnswerHoweverLongThatTook() {
        Duration slow = Duration.ofSeconds(7);
        HttpTransport real = new OkHttpTransport();
        HttpTransport slowly = call -> {
            HttpReply reply = real.exchange(call);
            time.advance(slow);
            return reply;
        };
        server.autoApproveAfterPolls(2, "alice");

        open(provider().build(), slowly).login(prompt, false);

        assertTrue(gaps().size() >= 2, () -> gaps().toString());
        assertTrue(gaps().stream().allMatch(apart(5).plus(slow)::equals), () -> gaps().toString());
    }

    @Test
    void rule5SlowDownAddsFiveSecondsForGood() {
        refuse("{\"error\":\"slow_down\"}", 400);
        refuse("{\"error\":\"authorization_pending\"}", 400);
        refuse("{\"error\":\"slow_down\"}", 400);
        server.autoApprove("alice");

        open().login(prompt, false);

        assertEquals(List.of(apart(5), apart(10), apart(10), apart(15)), gaps());
    }

    @Test
    void rule5ALargerIntervalThatTheServerNamesIsTakenASmallerOneIsNot() {
        refuse("{\"error\":\"slow_down\",\"interval\":30}", 400);
        refuse("{\"error\":\"slow_down\",\"interval\":1}", 429);
        server.autoApprove("alice");

        open().login(prompt, false);

        assertEquals(List.of(apart(5), apart(30), apart(35)), gaps());
    }

    @ParameterizedTest
    @CsvSource({
        "access_denied, DENIED",
        "expired_token, CODE_EXPIRED",
        "invalid_grant, REFUSED",
        "something_new, REFUSED",
        "invalid_client, REFUSED"
    })
    void rule6WhatIsFinalEndsTheFlowAsItsOwnOutcome(String error, AuthException.Kind kind) {
        refuse("{\"error\":\"" + error + "\"}", 400);

        AuthException failed = assertThrows(AuthException.class, () -> open().login(prompt, false));

        assertEquals(kind, failed.kind());
        assertEquals(1, polls().size());
        assertFalse(isAnythingStored());
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504})
    void rule7TroubleLeadsToFewerRequestsAndNeverEndsALogin(int status) {
        server.faults().failNext(Endpoint.TOKEN, 6, status);
        server.autoApprove("alice");

        open().login(prompt, false);

        assertEquals(List.of(apart(5), apart(10), apart(20), apart(40), apart(60), apart(60), apart(60)), gaps());
    }

    @Test
    void rule7ABlipOfAnyKindIsSurvivedAndThePaceComesBack() {
        server.faults().dropNext(Endpoint.TOKEN, 1);
        server.faults().answerNext(Endpoint.TOKEN, 200, "text/html", "<html>log in to the hotel's network</html>");
        server.faults().answerNext(Endpoint.TOKEN, 200, "application/json", "");
        refuse("{\"error\":\"authorization_pending\"}", 400);
        server.autoApproveAfterPolls(1, "alice");

        open().login(prompt, false);

        // A connection that is closed without a word is no request in the server's log.
        List<Duration> gaps = gaps();
        assertEquals(apart(5), gaps.get(gaps.size() - 1));
        assertTrue(gaps.stream().allMatch(gap -> gap.compareTo(INTERVAL) >= 0), gaps::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "90, 90",
        "2, 10",
        "'Sun, 01 Mar 2026 12:01:35 GMT', 90",
        "'Sunday, 01-Mar-26 12:01:35 GMT', 90",
        "'Sun Mar  1 12:01:35 2026', 90",
        "soon, 10",
        "-5, 10"
    })
    void rule7RetryAfterIsKeptWhereItMakesSense(String value, long seconds) {
        server.faults().answerNext(Endpoint.TOKEN, 1, Answer.proxyPage(503).withHeader("Retry-After", value));
        server.autoApprove("alice");

        open().login(prompt, false);

        Duration gap = gaps().get(1);
        // The date names a whole second, and the answer came a quarter after it.
        assertTrue(gap.compareTo(Duration.ofSeconds(seconds).minus(MARGIN)) >= 0, gap::toString);
        assertTrue(gap.compareTo(apart(seconds)) <= 0, gap::toString);
    }

    @Test
    void rule7ARetryAfterBeyondTheDeadlineLeavesTheLastPoll() {
        server.faults()
                .answerNext(Endpoint.TOKEN, 1, Answer.proxyPage(503).withHeader("Retry-After", "99999999999999999999"));
        server.autoApprove("alice");

        open().login(prompt, false);

        assertEquals(Duration.ofMinutes(10), gaps().stream().reduce(Duration.ZERO, Duration::plus));
    }

    @Test
    void rule8AfterTheDeadlineExactlyOnePollFollows() {
        AuthException failed = assertThrows(AuthException.class, () -> open().login(prompt, false));

        assertEquals(AuthException.Kind.CODE_EXPIRED, failed.kind());
        Duration sinceTheCode = gaps().stream().reduce(Duration.ZERO, Duration::plus);
        assertTrue(sinceTheCode.compareTo(Duration.ofMinutes(10)) >= 0, sinceTheCode::toString);
        assertTrue(sinceTheCode.compareTo(Duration.ofMinutes(10).plus(apart(5))) <= 0, sinceTheCode::toString);
        assertTrue(gaps().stream().allMatch(gap -> gap.compareTo(INTERVAL) >= 0), () -> gaps().toString());
    }

    @Test
    void rule8TheLastPollMayStillSucceed() {
        server.faults().failNext(Endpoint.TOKEN, 3, 503);
        server.faults().override(Endpoint.DEVICE_AUTHORIZATION, "expires_in", 60);
        server.autoApprove("alice");

        open().login(prompt, false);

        assertEquals(4, polls().size());
        assertEquals(Duration.ofMinutes(1), gaps().stream().reduce(Duration.ZERO, Duration::plus));
    }

    @Test
    void rule8AMachineThatSleptPollsOnceMore() {
        time.onPause(pause -> time.advance(Duration.ofHours(3)));

        assertThrows(AuthException.class, () -> open().login(prompt, false));

        assertEquals(1, polls().size());
    }

    @ParameterizedTest
    @ValueSource(longs = {-86_400, -3_600, 3_600, 31_536_000})
    void rule8AClockThatIsSetChangesNothing(long seconds) {
        time.onPause(pause -> time.moveWallClock(Duration.ofSeconds(seconds)));
        server.autoApproveAfterPolls(3, "alice");

        open().login(prompt, false);

        assertTrue(gaps().stream().allMatch(apart(5)::equals), () -> gaps().toString());
    }

    @Test
    void rule9AnErrorWithStatus200IsAnError() {
        refuse("{\"error\":\"authorization_pending\"}", 200);
        refuse("{\"error\":\"slow_down\"}", 200);
        server.autoApprove("alice");

        open().login(prompt, false);

        assertEquals(List.of(apart(5), apart(5), apart(10)), gaps());
    }

    @Test
    void rule9AFormEncodedReplyIsRead() {
        server.faults()
                .answerNext(
                        Endpoint.TOKEN,
                        200,
                        "application/x-www-form-urlencoded",
                        "error=authorization_pending&error_description=not+yet");
        server.autoApprove("alice");

        open().login(prompt, false);

        assertEquals(List.of(apart(5), apart(5)), gaps());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bearer", "BEARER", "Bearer"})
    void rule9BearerIsTakenInAnyCase(String type) {
        server.faults().override(Endpoint.TOKEN, "token_type", type);
        server.autoApprove("alice");

        open().login(prompt, false);

        assertTrue(isAnythingStored());
    }

    @ParameterizedTest
    @ValueSource(strings = {"DPoP", "mac", "N_A", ""})
    void rule9ATokenThatWeCannotUseIsRefusedAndTheTypeNamed(String type) {
        server.faults().override(Endpoint.TOKEN, "token_type", type);
        server.autoApprove("alice");

        AuthException failed = assertThrows(AuthException.class, () -> open().login(prompt, false));

        assertTrue(String.valueOf(failed.getMessage()).contains("token_type"), failed::getMessage);
        assertFalse(isAnythingStored());
        assertEquals(1, polls().size(), "nothing that was granted is asked for again");
    }

    @ParameterizedTest
    @ValueSource(strings = {"access_token", "token_type"})
    void rule9ASuccessMustHaveATokenAndItsType(String field) {
        server.faults().omit(Endpoint.TOKEN, field);
        server.autoApprove("alice");

        AuthException failed = assertThrows(AuthException.class, () -> open().login(prompt, false));

        assertTrue(String.valueOf(failed.getMessage()).contains(field), failed::getMessage);
        assertFalse(isAnythingStored());
    }

    @Test
    void rule10AnInterruptEndsTheWaitAtOnceAndLeavesNothing() {
        time.onPause(pause -> Thread.currentThread().interrupt());

        assertThrows(CancelledException.class, () -> open().login(prompt, false));

        assertTrue(Thread.interrupted(), "the flag is set again");
        assertEquals(List.of(), polls());
        assertFalse(isAnythingStored());
        assertEquals(Set.of(RuleFiles.LOCKS), RuleFiles.kindsBelow(home));
    }

    private void refuse(String json, int status) {
        server.faults().answerNext(Endpoint.TOKEN, status, "application/json", json);
    }
}
