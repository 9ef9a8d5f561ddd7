package dev.latchkey.port;

import dev.latchkey.model.SessionEvent;

/**
 * Is told what happens to sessions, for logs and metrics. Called by whichever thread was at it, and outside locks, with two
 * exceptions: where new tokens could not be stored ({@link SessionEvent.Kind#NOT_SAVED}) the session's lock is kept, and where a code is
 * shown ({@link SessionEvent.Kind#CODE_SHOWN}) the login's. A listener must not log in or out then. What it throws is swallowed.
 */
@FunctionalInterface
public interface SessionListener {
    /** Something happened. Must be quick and safe for use by several threads. */
    void on(SessionEvent event);

    /** Listens to nothing. */
    static SessionListener none() {
        // No lambda: every process makes this one, and the first without a captured value takes two milliseconds.
        return new SessionListener() {
            @Override
            public void on(SessionEvent event) {}
        };
    }
}
