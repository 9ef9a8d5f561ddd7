package dev.latchkey.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.model.HttpCall;
import dev.latchkey.model.HttpReply;
import dev.latchkey.testkit.ScriptedTransport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A login on a machine whose clock runs fast, with a server that uses its own clock: a poll that is too early gets {@code slow_down}, and 5
 * s more.
 */
class FastClockTest {
    private static final double APPROVED_AFTER = 60;

    private final LoginFixture login = new LoginFixture();
    private double gain;
    private double interval;
    private double lastPoll;
    private int slowDowns;

    @ParameterizedTest(name = "{1} s on a clock that gains {0}: at most {2} times too early")
    @CsvSource({"0.1, 5, 0", "0.1, 1, 0", "0.1, 30, 0", "0.19, 5, 0", "0.3, 5, 1", "0.5, 5, 2", "0.9, 5, 4"})
    void aLoginWithAFastClockSucceeds(double gained, int seconds, int tooEarly) {
        gain = gained;
        interval = seconds;
        login.code(seconds, 900);
        for (int i = 0; i < 70; i++) {
            login.http.answer(this::poll);
        }

        assertNotNull(login.run().accessToken());

        assertTrue(slowDowns <= tooEarly, () -> slowDowns + " times too early");
        assertTrue(serverTime() < APPROVED_AFTER + 120, () -> "it took " + serverTime() + " s");
        assertEquals(slowDowns >= 2 ? 1 : 0, login.prompt.warnings().size());
    }

    private HttpReply poll(HttpCall call) {
        double now = serverTime();
        boolean early = now - lastPoll < interval;
        lastPoll = now;
        if (early) {
            slowDowns++;
            interval += 5;
            return ScriptedTransport.jsonReply(200, "{\"error\":\"slow_down\",\"interval\":" + (int) interval + "}");
        }
        return now > APPROVED_AFTER
                ? ScriptedTransport.jsonReply(200, LoginFixture.TOKENS)
                : ScriptedTransport.jsonReply(200, LoginFixture.PENDING);
    }

    /** In seconds since the code was issued; this machine's clock is ahead. */
    private double serverTime() {
        long passed =
                login.pauses().stream().mapToLong(pause -> pause.toMillis()).sum();
        return passed / 1000.0 / (1 + gain);
    }
}
