package dev.latchkey.testkit;

import dev.latchkey.model.SessionEvent;
import dev.latchkey.port.SessionListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A listener that records events. Safe for use by several threads. */
public final class RecordingListener implements SessionListener {
    private final List<SessionEvent> events = new CopyOnWriteArrayList<>();

    @Override
    public void on(SessionEvent event) {
        events.add(event);
    }

    /** All events so far, in order. */
    public List<SessionEvent> events() {
        return List.copyOf(events);
    }

    /** The kinds of all events so far, in order. */
    public List<SessionEvent.Kind> kinds() {
        return events.stream().map(SessionEvent::kind).toList();
    }

    /** The number of events of this kind. */
    public long count(SessionEvent.Kind kind) {
        return events.stream().filter(event -> event.kind() == kind).count();
    }

    /** Clears the recorded events. */
    public void clear() {
        events.clear();
    }
}
