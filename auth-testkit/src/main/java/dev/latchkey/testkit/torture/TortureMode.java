package dev.latchkey.testkit.torture;

/** Which faults occur. */
public enum TortureMode {
    /** No faults. */
    CALM,
    /** Processes are killed, responses are lost, the server is down. Reuse of a refresh token ends the session. */
    FAULTS,
    /** The same faults, but the server repeats its response to a reused token for a while. */
    GRACE;

    boolean hasFaults() {
        return this != CALM;
    }

    /** Whether another login may be needed. */
    boolean mayEndSessions() {
        return this == FAULTS;
    }
}
