package dev.latchkey.port;

import dev.latchkey.model.SessionEvent;

/**
 * Is told what happens to sessions, for logs and metrics. Called outside locks, by whichever thread was at it; what it throws
 * is swallowed.
 */
@FunctionalInterface
public interface SessionListener {
    /** Something happened. Must be quick and safe for use by several threads. */
    void on(SessionEvent event);

    /** Listens to nothing. */
    static SessionListener none() {
        return event -> {};
    }
}
