package dev.latchkey.loopback;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Everything the server received and did, in order. Safe for use by several threads. */
public final class ServerLog {
    // Not copied on every write: a benchmark makes a hundred thousand requests.
    private final List<ReceivedRequest> requests = new ArrayList<>();
    private final List<ServerEvent> events = new ArrayList<>();
    private final List<Consumer<ServerEvent>> listeners = new CopyOnWriteArrayList<>();
    private final LoopbackClock clock;

    ServerLog(LoopbackClock clock) {
        this.clock = clock;
    }

    /** All requests so far, including those that were answered with a fault. */
    public synchronized List<ReceivedRequest> requests() {
        return List.copyOf(requests);
    }

    /** The requests to one endpoint. */
    public List<ReceivedRequest> requests(Endpoint endpoint) {
        return requests().stream().filter(each -> each.endpoint() == endpoint).toList();
    }

    /** The token requests with one grant type, such as {@code refresh_token}. */
    public List<ReceivedRequest> tokenRequests(String grantType) {
        return requests(Endpoint.TOKEN).stream()
                .filter(each -> each.grantType().equals(grantType))
                .toList();
    }

    /** All events so far. */
    public synchronized List<ServerEvent> events() {
        return List.copyOf(events);
    }

    /** The events of one kind. */
    public List<ServerEvent> events(ServerEvent.Kind kind) {
        return events().stream().filter(each -> each.kind() == kind).toList();
    }

    /** Calls this listener for every event from now on, on the server's threads. It must be quick and must not throw. */
    public void onEvent(Consumer<ServerEvent> listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
    }

    /** Removes all requests and events. */
    public synchronized void clear() {
        requests.clear();
        events.clear();
    }

    synchronized void received(ReceivedRequest request) {
        requests.add(request);
    }

    void note(ServerEvent.Kind kind, String detail) {
        note(kind, 0, 0, detail, "");
    }

    void note(ServerEvent.Kind kind, int family, int generation, String detail, String sent) {
        Instant now = clock.now();
        ServerEvent event = new ServerEvent(kind, now, family, generation, detail, sent);
        synchronized (this) {
            events.add(event);
        }
        listeners.forEach(listener -> listener.accept(event));
    }
}
