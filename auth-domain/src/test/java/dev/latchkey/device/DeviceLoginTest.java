package dev.latchkey.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.CancelledException;
import dev.latchkey.error.DeviceCodeExpiredException;
import dev.latchkey.error.ServerRefusedException;
import dev.latchkey.error.TransportException;
import dev.latchkey.model.HttpHeader;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.Secret;
import dev.latchkey.oauth.GrantedTokens;
import dev.latchkey.testkit.RecordingPrompt.Step;
import dev.latchkey.testkit.RecordingPrompt.Wait;
import dev.latchkey.testkit.ScriptedTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeviceLoginTest {
    private static final Duration PAUSE = Duration.ofSeconds(6);

    private final LoginFixture login = new LoginFixture();

    @AfterEach
    void clearTheInterruptFlag() {
        Thread.interrupted();
    }

    @Test
    void aLoginShowsTheCodePollsUntilItIsApprovedAndReturnsTheTokens() {
        GrantedTokens reply = login.code(5, 900).pending(2).granted().run();

        assertEquals(Secret.of("at-1"), reply.accessToken());
        assertEquals(List.of(PAUSE, PAUSE, PAUSE), login.pauses());
        assertEquals(
                List.of(Step.SHOWN, Step.WAITING, Step.WAITING, Step.WAITING, Step.APPROVED), login.prompt.steps());
        assertEquals(
                new Wait(PAUSE, Duration.ofMinutes(15)), login.prompt.waits().get(0));
        assertEquals(
                new Wait(PAUSE, Duration.ofMinutes(15).minus(PAUSE)),
                login.prompt.waits().get(1));
        assertEquals(0, login.http.remaining());
    }

    @Test
    void eachPollContainsTheDeviceCodeAndItsGrantType() {
        login.code(5, 900).pending(1).granted().run();

        for (int poll = 1; poll <= 2; poll++) {
            assertEquals(
                    "https://auth.example/token",
                    login.http.calls().get(poll).uri().toString());
            assertEquals(
                    List.of("urn:ietf:params:oauth:grant-type:device_code"),
                    login.http.forms().get(poll).all("grant_type"));
            assertEquals(List.of("dc-1"), login.http.forms().get(poll).all("device_code"));
            assertEquals(List.of("client-1"), login.http.forms().get(poll).all("client_id"));
        }
    }

    @Test
    void theDefaultIntervalIsFiveSeconds() {
        login.code("\"interval\":null").granted().run();

        assertEquals(List.of(PAUSE), login.pauses());
        assertEquals(Duration.ofSeconds(5), login.prompt.lastShown().interval());
    }

    @Test
    void theIntervalIsCountedFromTheResponse() {
        login.code(5, 900);
        slowly(Duration.ofSeconds(20), 400, LoginFixture.PENDING);
        login.granted().run();

        assertEquals(List.of(PAUSE, PAUSE), login.pauses());
    }

    @Test
    void theLifetimeIsCountedFromTheReceiptOfTheCode() {
        slowly(
                Duration.ofSeconds(29),
                200,
                "{\"device_code\":\"dc-1\",\"user_code\":\"A\",\"verification_uri\":\"https://auth.example/d\","
                        + "\"expires_in\":7,\"interval\":5}");
        login.pending(1).granted().run();

        assertEquals(List.of(PAUSE, PAUSE), login.pauses());
        assertEquals(
                Duration.ofSeconds(7),
                login.prompt.waits().get(0).left(),
                "seven seconds from the answer, not from the question");
    }

    @Test
    void slowDownAndFailuresLengthenThePauses() {
        login.code(5, 900).pending(1).error("slow_down").pending(1);
        login.http.fail(TransportException.Kind.TIMED_OUT).fail(TransportException.Kind.UNREACHABLE);
        login.http.reply(new HttpReply(503, List.of(HttpHeader.of("Retry-After", "90")), Secret.of("<html>")));
        login.pending(1).granted().run();

        assertEquals(
                List.of(6_000L, 6_000L, 14_000L, 14_000L, 24_000L, 44_000L, 94_000L, 14_000L),
                login.pauses().stream().map(Duration::toMillis).toList());
    }

    @Test
    void everyKindOfFailedExchangeIsSurvived() {
        login.code(1, 900);
        for (TransportException.Kind kind : TransportException.Kind.values()) {
            if (kind != TransportException.Kind.CANCELLED) {
                login.http.fail(kind);
            }
        }
        GrantedTokens reply = login.granted().run();

        assertEquals(Secret.of("at-1"), reply.accessToken());
    }

    @Test
    void settingTheWallClockNeitherEndsNorHurriesALogin() {
        login.time.onPause(pause ->
                login.time.moveWallClock(login.pauses().size() % 2 == 0 ? Duration.ofDays(-3) : Duration.ofDays(5)));

        login.code(5, 900).pending(3).granted().run();

        assertEquals(List.of(PAUSE, PAUSE, PAUSE, PAUSE), login.pauses());
    }

    @Test
    void aMachineThatSleptPollsOnceMore() {
        login.time.onPause(pause -> login.time.advance(Duration.ofHours(8)));

        login.code(5, 900).pending(1);

        assertThrows(DeviceCodeExpiredException.class, login::run);
        assertEquals(2, login.http.calls().size());
    }

    @Test
    void aCodeIsPolledUntilItsDeadlineAndOnceMore() {
        login.code(5, 13).pending(3);

        assertThrows(DeviceCodeExpiredException.class, login::run);

        assertEquals(List.of(PAUSE, PAUSE, PAUSE), login.pauses());
        assertEquals(Duration.ofSeconds(1), login.prompt.waits().get(2).left());
        assertEquals(0, login.http.remaining());
    }

    @Test
    void anInterruptDuringAPauseEndsTheLoginAtOnce() {
        login.time.onPause(pause -> Thread.currentThread().interrupt());
        login.code(5, 900);

        CancelledException cancelled = assertThrows(CancelledException.class, login::run);

        assertTrue(Thread.currentThread().isInterrupted());
        assertEquals("The login was cancelled while it waited for approval.", cancelled.getMessage());
        assertEquals(1, login.http.calls().size());
    }

    @Test
    void anInterruptDuringAPollEndsTheLoginAtOnce() {
        login.code(5, 900).http.fail(TransportException.Kind.CANCELLED);

        assertThrows(CancelledException.class, login::run);

        assertEquals(2, login.http.calls().size());
    }

    @Test
    void theListenerGetsTheCodeBeforeThePerson() {
        List<Object> heard = new ArrayList<>();
        login.prompt.onShow(shown -> heard.add("shown"));

        login.code(5, 900).granted().run((code, arrivedAt) -> {
            heard.add(code.deviceCode());
            heard.add(arrivedAt);
        });

        assertEquals(List.of(Secret.of("dc-1"), login.time.now().minus(PAUSE), "shown"), heard);
    }

    @Test
    void aPromptThatThrowsEndsTheLogin() {
        IllegalStateException broken = new IllegalStateException("no terminal");
        login.prompt.onShow(shown -> {
            throw broken;
        });
        login.code(5, 900);

        assertEquals(broken, assertThrows(IllegalStateException.class, login::run));
        assertEquals(1, login.http.calls().size());
    }

    @Test
    void aProblemIsReportedOnce() {
        login.code(5, 900);
        login.http.fail(TransportException.Kind.TIMED_OUT).reply(503, "{}").reply(503, "{}");
        login.pending(1);
        login.http.reply(503, "{}").reply(404, "{\"message\":\"Not \u001b[31m Found\"}");
        login.granted().run();

        assertEquals(
                List.of(
                        "scripted: TIMED_OUT",
                        "the server answered with status 503",
                        "the token endpoint https://auth.example/token answered with status 404 (Not [31m Found), as if it"
                                + " did not exist; check its URL"),
                login.prompt.warnings());
    }

    @Test
    void theClockIsMentionedAfterTheSecondSlowDown() {
        login.code(5, 900).error("slow_down").pending(1).granted().run();
        assertEquals(List.of(), login.prompt.warnings());

        login.code(5, 900).error("slow_down").pending(1).error("slow_down").error("slow_down");
        login.granted().run();

        assertEquals(1, login.prompt.warnings().size());
        assertTrue(login.prompt.warnings().get(0).contains("this machine's clock may run fast"));
    }

    @Test
    void theNumberOfWarningsIsLimited() {
        login.code(5, 900);
        for (int i = 0; i < 12; i++) {
            login.http.reply(403, "{\"message\":\"request " + i + "\"}");
        }
        login.granted().run();

        assertEquals(10, login.prompt.warnings().size());
    }

    @Test
    void aMissingEndpointEndsTheLoginAndIsNamed() {
        for (int status : new int[] {404, 405, 410, 501}) {
            login.code(5, 900);
            for (int i = 0; i < 3; i++) {
                login.http.reply(new HttpReply(status, List.of(), Secret.of("<html>Not here</html>")));
            }

            ServerRefusedException refused = assertThrows(ServerRefusedException.class, login::run);

            assertEquals(
                    "The server refused the login: invalid_reply (the token endpoint https://auth.example/token answered"
                            + " with status " + status + ", as if it did not exist; check its URL).",
                    refused.getMessage());
            assertEquals(0, login.http.remaining());
        }
    }

    @Test
    void anInvalidPageEndsTheLoginBeforeAnythingIsShown() {
        login.code("\"verification_uri\":\"javascript:alert(1)\"");

        assertThrows(ServerRefusedException.class, login::run);

        assertEquals(List.of(), login.prompt.steps());
        assertEquals(List.of(), login.pauses());
    }

    private void slowly(Duration delay, int status, String json) {
        login.http.answer(call -> {
            login.time.advance(delay);
            return ScriptedTransport.jsonReply(status, json);
        });
    }
}
