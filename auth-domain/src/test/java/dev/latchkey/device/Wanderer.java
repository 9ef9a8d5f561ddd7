package dev.latchkey.device;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.latchkey.oauth.TokenAnswer;
import java.time.Duration;

/** Goes through a flow that polls the moment it is due and is answered at once. */
final class Wanderer {
    private DeviceFlow flow;
    private long now;

    Wanderer(WaitingToPoll start) {
        flow = start;
    }

    /** Polls when it is time, takes the answer, and says how long the next wait is. */
    Duration answered(TokenAnswer answer) {
        next(answer);
        return waiting().untilPoll(now);
    }

    /** The same where the flow may end. */
    DeviceFlow next(TokenAnswer answer) {
        now = waiting().pollAtNanos();
        flow = waiting().poll(now).answered(answer, now);
        return flow;
    }

    WaitingToPoll waiting() {
        return assertInstanceOf(WaitingToPoll.class, flow);
    }
}
