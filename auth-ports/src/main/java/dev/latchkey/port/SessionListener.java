package dev.latchkey.port;

import dev.latchkey.model.SessionEvent;

/**
 * Receives events about sessions, for logs and metrics. Called on the thread that caused the event, without holding locks, with two
 * exceptions: {@link SessionEvent.Kind#NOT_SAVED} is sent while the session's lock is held, since new tokens could not be stored yet, and
 * {@link SessionEvent.Kind#CODE_SHOWN} while the login's lock is held. A listener must not log in or out then. Exceptions that it throws are
 * ignored.
 */
@FunctionalInterface
public interface SessionListener {
    /** Called for each event. Must be quick and safe for use by several threads. */
    void on(SessionEvent event);

    /** A listener that ignores all events. */
    static SessionListener none() {
        // No lambda: every process creates this object, and the first non-capturing lambda takes two milliseconds.
        return new SessionListener() {
            @Override
            public void on(SessionEvent event) {}
        };
    }
}
