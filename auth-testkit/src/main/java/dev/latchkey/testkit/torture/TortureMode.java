package dev.latchkey.testkit.torture;

/** What is done to the session. */
public enum TortureMode {
    /** Nothing goes wrong. */
    CALM,
    /** Processes are killed, answers are lost, the server is down; a refresh token that comes again ends the session. */
    FAULTS,
    /** The same, but for a while the server gives the same answer again. */
    GRACE;

    boolean hasFaults() {
        return this != CALM;
    }

    /** Whether a person may ever have to log in again. */
    boolean mayEndSessions() {
        return this == FAULTS;
    }
}
