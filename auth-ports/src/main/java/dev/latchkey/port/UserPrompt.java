package dev.latchkey.port;

import dev.latchkey.model.DeviceCodePrompt;
import dev.latchkey.model.DisplayText;
import java.time.Duration;

/**
 * Talks to the person who logs in. Called by the thread that runs the login; nothing here waits for the person, who answers
 * in a browser. What an implementation throws ends the login.
 */
public interface UserPrompt {
    /** Shows the code and where to type it (RFC 8628 §3.3). */
    void show(DeviceCodePrompt prompt);

    /**
     * Called before each wait.
     *
     * @param untilNextPoll how long until the server is asked again
     * @param left how long the code stays valid; not negative
     */
    default void waiting(Duration untilNextPoll, Duration left) {}

    /**
     * Something is odd and does not end the login: the server cannot be reached, for instance. Told once, not at each poll.
     *
     * @param what one line, without a full stop
     */
    default void warning(DisplayText what) {}

    /** Another login of the same name is under way, on this machine; its result will be waited for and taken over. */
    default void waitingForAnotherLogin() {}

    /** The server said yes, or another login's result was taken over. */
    default void approved() {}

    /** The login ended without a session; the exception that says why is thrown next. */
    default void failed() {}
}
