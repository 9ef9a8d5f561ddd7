package dev.latchkey.okhttp;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Guards the first byte of a request. A caller that gives up closes the gate and learns whether the request may have been sent; if not, it
 * never will be. A request passes only once, so nothing below can repeat it.
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

    /** Blocks the request from now on; returns false if it had already passed. */
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

    /** The status of the server's response; 0 until there is one. */
    int status() {
        return status;
    }
}
