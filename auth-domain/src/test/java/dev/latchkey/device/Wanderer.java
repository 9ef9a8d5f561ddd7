package dev.latchkey.device;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.latchkey.device.DeviceFlow.WaitingToPoll;
import dev.latchkey.oauth.TokenResponse;
import java.time.Duration;

/** Drives a flow whose polls are sent when due and answered at once. */
final class Wanderer {
    private DeviceFlow flow;
    private long now;

    Wanderer(WaitingToPoll start) {
        flow = start;
    }

    /** Polls when due, handles the answer, and returns the next wait. */
    Duration answered(TokenResponse answer) {
        next(answer);
        return waiting().untilPoll(now);
    }

    /** The same, if the flow may end. */
    DeviceFlow next(TokenResponse answer) {
        now = waiting().pollAtNanos();
        flow = waiting().poll(now).answered(answer, now);
        return flow;
    }

    WaitingToPoll waiting() {
        return assertInstanceOf(WaitingToPoll.class, flow);
    }
}
