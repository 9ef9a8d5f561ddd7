package dev.latchkey.port;

import dev.latchkey.model.DeviceCodePrompt;
import dev.latchkey.model.DisplayText;
import java.time.Duration;

/**
 * Talks to the person who logs in. Called on the thread that runs the login. The methods must not wait for the person, who responds in a
 * browser. An exception from an implementation ends the login.
 */
public interface UserPrompt {
    /** Shows the code and where to enter it (RFC 8628 §3.3). */
    void show(DeviceCodePrompt prompt);

    /**
     * Called before each wait.
     *
     * @param untilNextPoll the time until the server is asked again
     * @param left how long the code is still valid; not negative
     */
    default void waiting(Duration untilNextPoll, Duration left) {}

    /**
     * Reports a problem that does not end the login, such as a server that cannot be reached. Called once, not at each poll.
     *
     * @param what one line, without a full stop
     */
    default void warning(DisplayText what) {}

    /** Another login for this account is in progress on this machine; this login waits for it and uses its result. */
    default void waitingForAnotherLogin() {}

    /** The server approved the login, or another login's result was used. */
    default void approved() {}

    /** The login ended without a session; the exception that says why is thrown next. */
    default void failed() {}
}
