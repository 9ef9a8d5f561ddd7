package dev.latchkey.testkit.torture;

import java.time.Duration;

/** What is done to the session. */
public enum TortureMode {
    /** Nothing goes wrong. */
    CALM(Duration.ZERO),
    /** Processes are killed, answers are lost, the server is down; a refresh token that comes again ends the session. */
    FAULTS(Duration.ZERO),
    /** The same, but for ten seconds the server gives the same answer again. */
    GRACE(Duration.ofSeconds(10));

    private final Duration grace;

    TortureMode(Duration grace) {
        this.grace = grace;
    }

    Duration grace() {
        return grace;
    }

    boolean hasFaults() {
        return this != CALM;
    }

    /** Whether a person may ever have to log in again. */
    boolean mayEndSessions() {
        return this == FAULTS;
    }
}
