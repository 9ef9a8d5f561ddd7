package dev.latchkey.bitfount;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.latchkey.error.ServerRefusedException;
import dev.latchkey.error.TransportException.Kind;
import dev.latchkey.model.DeviceCodePrompt;
import dev.latchkey.testkit.RecordingPrompt.Step;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Polling, and what the person sees of it. The tests of the device flow contain the tables. */
class PollingAndPromptTest {
    /** For timers that fire early. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private final Fixture fixture = new Fixture().code();

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds).plus(MARGIN);
    }

    @Test
    void authorizationPendingKeepsTheInterval() {
        fixture.error("authorization_pending").error("authorization_pending").tokens("alice", 1);

        fixture.sessionWithPrompt().authenticate();

        assertEquals(List.of(seconds(5), seconds(5), seconds(5)), fixture.time.pauses());
    }

    /** RFC 8628 §3.5; the original adds one second. The margin grows too, to four seconds. */
    @Test
    void slowDownAddsFiveSecondsPermanently() {
        fixture.error("slow_down").error("authorization_pending").tokens("alice", 1);

        fixture.sessionWithPrompt().authenticate();

        assertEquals(List.of(seconds(5), seconds(13), seconds(13)), fixture.time.pauses());
    }

    @ParameterizedTest
    @ValueSource(strings = {"invalid_request", "invalid_client", "server_says_hello"})
    void anyOtherErrorEndsTheLogin(String code) {
        fixture.error(code);

        ServerRefusedException refused =
                assertThrows(ServerRefusedException.class, fixture.sessionWithPrompt()::authenticate);
        assertEquals(code, refused.errorCode());
        assertEquals(0, fixture.http.remaining());
    }

    /** The original's login ends at the first of these. */
    @Test
    void transientFailuresAreRetriedWithBackoff() {
        fixture.http.fail(Kind.TIMED_OUT).reply(502, "<html>").reply(200, "<html>");
        fixture.tokens("alice", 1);

        fixture.sessionWithPrompt().authenticate();

        assertEquals(List.of(seconds(5), seconds(10), seconds(20), seconds(40)), fixture.time.pauses());
    }

    @Test
    void theCodeAndTheUrlAreShownBeforeTheFirstWait() {
        fixture.tokens("alice", 1);

        fixture.sessionWithPrompt().authenticate();

        assertEquals(List.of(Step.SHOWN, Step.WAITING, Step.APPROVED), fixture.prompt.steps());
        DeviceCodePrompt shown = fixture.prompt.lastShown();
        assertEquals("ABCD-EFGH", shown.userCode().value());
        assertEquals(
                "https://auth.bitfount.com/activate", shown.verificationUri().value());
    }

    @Test
    void theBrowserOpensTheUrlThatIncludesTheCode() {
        fixture.tokens("alice", 1);

        fixture.sessionWithPrompt().authenticate();

        assertEquals(
                Optional.of(URI.create("https://auth.bitfount.com/activate?user_code=ABCD-EFGH")),
                fixture.prompt.lastShown().browserUri());
    }

    @Test
    void theTimeLeftIsShown() {
        fixture.error("authorization_pending").tokens("alice", 1);

        fixture.sessionWithPrompt().authenticate();

        List<Duration> left =
                fixture.prompt.waits().stream().map(wait -> wait.left()).toList();
        assertEquals(List.of(Duration.ofSeconds(900), Duration.ofSeconds(900).minus(seconds(5))), left);
        assertEquals(seconds(5), fixture.prompt.waits().get(0).untilNextPoll());
    }
}
