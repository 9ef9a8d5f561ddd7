package dev.latchkey.acceptance.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.cli.harness.InProcessCli;
import dev.latchkey.error.AuthException;
import dev.latchkey.error.CancelledException;
import dev.latchkey.loopback.Endpoint;
import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.loopback.ReceivedRequest;
import dev.latchkey.model.DeviceCodePrompt;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionEvent;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.session.LoginOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules 1 to 3, 6, 9 and 10: requests and responses for a device code (RFC 8628). */
class DeviceRulesTest extends WireFixture {
    @Test
    void rule1TheRequestIsAFormWithClientScopeAndTheProvidersParameters() {
        server.autoApprove("alice");

        open(provider()
                        .audience("https://api.example")
                        .resources(List.of("https://one.example", "https://two.example"))
                        .build())
                .login(prompt, LoginOptions.defaults());

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
    void rule2TheDefaultIntervalIsFiveSeconds() {
        server.faults().omit(Endpoint.DEVICE_AUTHORIZATION, "interval", "verification_uri_complete");
        server.autoApproveAfterPolls(2, "alice");

        open().login(prompt, LoginOptions.defaults());

        assertTrue(gaps().stream().allMatch(apart(5)::equals), () -> gaps().toString());
    }

    @Test
    void rule2NumbersMayBeStringsAndTheUriMayHaveItsOldName() {
        server.faults().omit(Endpoint.DEVICE_AUTHORIZATION, "verification_uri");
        server.faults().override(Endpoint.DEVICE_AUTHORIZATION, "verification_url", "https://old.example/device");
        server.faults().override(Endpoint.DEVICE_AUTHORIZATION, "interval", "7");
        server.faults().override(Endpoint.DEVICE_AUTHORIZATION, "expires_in", "600");
        server.autoApprove("alice");

        open().login(prompt, LoginOptions.defaults());

        DeviceCodePrompt shown = prompt.shown().get(0);
        assertEquals("https://old.example/device", shown.verificationUri().value());
        assertEquals(Duration.ofMinutes(10), shown.expiresIn());
        assertEquals(List.of(apart(7)), gaps());
    }

    @ParameterizedTest
    @ValueSource(strings = {"device_code", "user_code", "verification_uri"})
    void rule2AMissingFieldIsReportedByName(String field) {
        server.faults().omit(Endpoint.DEVICE_AUTHORIZATION, field);

        AuthException failed = assertThrows(AuthException.class, () -> open().login(prompt, LoginOptions.defaults()));

        assertTrue(String.valueOf(failed.getMessage()).contains(field), failed::getMessage);
        assertEquals(List.of(), prompt.shown());
        assertEquals(List.of(), polls());
    }

    @Test
    void rule2TheDefaultLifetimeOfACodeIsAQuarterOfAnHour() {
        server.faults().omit(Endpoint.DEVICE_AUTHORIZATION, "expires_in");
        server.autoApprove("alice");

        open().login(prompt, LoginOptions.defaults());

        assertEquals(Duration.ofMinutes(15), prompt.lastShown().expiresIn());
        assertEquals(1, prompt.warnings().size(), "it is a guess, and told");
    }

    @Test
    void rule3TheUriAndTheCodeAreShownWithAWarning() {
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

    @ParameterizedTest
    @CsvSource({
        "access_denied, DENIED",
        "authorization_declined, DENIED",
        "expired_token, CODE_EXPIRED",
        "invalid_grant, REFUSED",
        "something_new, REFUSED",
        "invalid_client, REFUSED"
    })
    void rule6AFinalErrorEndsTheFlowWithItsOwnOutcome(String error, AuthException.Kind kind) {
        refuse("{\"error\":\"" + error + "\"}", 400);

        AuthException failed = assertThrows(AuthException.class, () -> open().login(prompt, LoginOptions.defaults()));

        assertEquals(kind, failed.kind());
        assertEquals(1, polls().size());
        assertFalse(isAnythingStored());
    }

    @Test
    void rule9AnErrorWithStatus200IsAnError() {
        refuse("{\"error\":\"authorization_pending\"}", 200);
        refuse("{\"error\":\"slow_down\"}", 200);
        server.autoApprove("alice");

        open().login(prompt, LoginOptions.defaults());

        assertEquals(List.of(apart(5), apart(5), apart(10, 1)), gaps());
    }

    @Test
    void rule9AFormEncodedResponseIsRead() {
        server.faults()
                .answerNext(
                        Endpoint.TOKEN,
                        200,
                        "application/x-www-form-urlencoded",
                        "error=authorization_pending&error_description=not+yet");
        server.autoApprove("alice");

        open().login(prompt, LoginOptions.defaults());

        assertEquals(List.of(apart(5), apart(5)), gaps());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bearer", "BEARER", "Bearer"})
    void rule9BearerIsAcceptedInAnyCase(String type) {
        server.faults().override(Endpoint.TOKEN, "token_type", type);
        server.autoApprove("alice");

        open().login(prompt, LoginOptions.defaults());

        assertTrue(isAnythingStored());
    }

    @ParameterizedTest
    @ValueSource(strings = {"DPoP", "mac", "N_A", " "})
    void rule9AnUnsupportedTokenTypeIsRefusedAndNamed(String type) {
        server.faults().override(Endpoint.TOKEN, "token_type", type);
        server.autoApprove("alice");

        AuthException failed = assertThrows(AuthException.class, () -> open().login(prompt, LoginOptions.defaults()));

        assertTrue(String.valueOf(failed.getMessage()).contains("token_type"), failed::getMessage);
        assertFalse(isAnythingStored());
        assertEquals(1, polls().size(), "nothing that was granted is asked for again");
    }

    @Test
    void rule9ASuccessMustContainAToken() {
        server.faults().omit(Endpoint.TOKEN, "access_token");
        server.autoApprove("alice");

        AuthException failed = assertThrows(AuthException.class, () -> open().login(prompt, LoginOptions.defaults()));

        assertTrue(String.valueOf(failed.getMessage()).contains("access_token"), failed::getMessage);
        assertFalse(isAnythingStored());
    }

    @Test
    void rule9AMissingTypeCountsAsBearerWithAWarning() {
        server.faults().omit(Endpoint.TOKEN, "token_type");
        server.autoApprove("alice");

        open().login(prompt, LoginOptions.defaults());

        assertTrue(isAnythingStored());
        assertEquals(1, events.count(SessionEvent.Kind.WARNING));
    }

    @Test
    void rule9AnErrorCodeInTheMessageAndAnEmptyErrorAreUnderstood() {
        refuse("{\"status\":400,\"message\":\"authorization_pending\"}", 400);
        refuse("{\"message\":\"Forbidden\"}", 403);
        server.faults().override(Endpoint.TOKEN, "error", "");
        server.autoApprove("alice");

        open().login(prompt, LoginOptions.defaults());

        assertEquals(List.of(apart(5), apart(5), backoff(10)), gaps());
        assertEquals(1, prompt.warnings().size(), "the 403");
    }

    @ParameterizedTest
    @ValueSource(strings = {"at\nX-Injected: yes", "at\u001b[31m", "at\u0000", "\u00e4t"})
    void rule29AnAccessTokenWithInvalidCharactersIsRefused(String token) {
        server.faults().override(Endpoint.TOKEN, "access_token", token);
        server.autoApprove("alice");

        AuthException failed = assertThrows(AuthException.class, () -> open().login(prompt, LoginOptions.defaults()));

        assertTrue(String.valueOf(failed.getMessage()).contains("access_token"), failed::getMessage);
        assertFalse(isAnythingStored());
    }

    @Test
    void rule29ARefreshTokenIsKeptUnchanged() {
        server.faults().override(Endpoint.TOKEN, "refresh_token", " \u00e4\n");
        server.autoApprove("alice");

        open().login(prompt, LoginOptions.defaults());

        assertEquals(Optional.of(Secret.of(" \u00e4\n")), stored().refreshToken());
    }

    @Test
    void rule10AnInterruptEndsTheWaitAtOnceAndLeavesNothingBehind() {
        time.onPause(pause -> Thread.currentThread().interrupt());

        assertThrows(CancelledException.class, () -> open().login(prompt, LoginOptions.defaults()));

        assertTrue(Thread.interrupted(), "the flag is set again");
        assertEquals(List.of(), polls());
        assertFalse(isAnythingStored());
        assertEquals(Set.of(RuleFiles.LOCKS), RuleFiles.kindsBelow(home));
    }
}
