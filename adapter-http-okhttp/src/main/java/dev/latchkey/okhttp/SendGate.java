package dev.latchkey.okhttp;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Stands before the first byte of a request. Whoever gives up closes it: then either nothing has been sent and nothing ever
 * will be, or something may have been. A request passes once, so that nothing beneath can repeat it.
 */
final class SendGate {
    private enum State {
        OPEN,
        PASSED,
        CLOSED
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
    private volatile int status;

    /** Whether the request may be sent now. */
    boolean pass() {
        return state.compareAndSet(State.OPEN, State.PASSED);
    }

    /** Lets nothing through from now on; false if the request had passed before. */
    boolean close() {
        return state.compareAndSet(State.OPEN, State.CLOSED) || state.get() == State.CLOSED;
    }

    /** Whether bytes of the request may have been sent. */
    boolean isPassed() {
        return state.get() == State.PASSED;
    }

    void answered(int code) {
        status = code;
    }

    /** The status that the server answered, 0 before. */
    int status() {
        return status;
    }
}
