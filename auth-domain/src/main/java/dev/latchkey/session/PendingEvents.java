package dev.latchkey.session;

import dev.latchkey.model.DisplayText;
import dev.latchkey.model.SessionEvent;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionListener;
import dev.latchkey.port.TimeSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Collects a session's events while a lock is held, to tell them once it is not. One for each journey; not safe for use by
 * several threads.
 */
final class PendingEvents {
    private final SessionId id;
    private final SessionListener listener;
    private final TimeSource time;
    private final List<SessionEvent> untold = new ArrayList<>();

    PendingEvents(SessionId id, SessionListener listener, TimeSource time) {
        this.id = id;
        this.listener = listener;
        this.time = time;
    }

    void add(SessionEvent.Kind kind, String detail) {
        add(kind, id, detail);
    }

    void add(SessionEvent.Kind kind, SessionId session, String detail) {
        Optional<DisplayText> text = detail.isEmpty() ? Optional.empty() : Optional.of(DisplayText.of(detail));
        untold.add(new SessionEvent(kind, session, Instant.ofEpochMilli(time.epochMillis()), text));
    }

    /** Tells the listener; what it throws is swallowed, since a broken log must not break a login. */
    void tell() {
        for (SessionEvent event : untold) {
            try {
                listener.on(event);
            } catch (RuntimeException | Error e) {
                // Nobody to tell that telling failed; an Error too: a log's missing class must not lose a rotated
                // token.
            }
        }
        untold.clear();
    }
}
