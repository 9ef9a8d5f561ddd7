package dev.latchkey.loopback;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Faults that a test injects. Planned responses and dropped connections are used in the order in which they were planned, one per request;
 * changes, delays and holds stay until {@link #clear()}. Safe for use by several threads.
 */
public final class Faults {
    /** What happens instead of handling one request: this response, or a closed connection. */
    record Planned(Optional<Answer> answer) {}

    private final Map<Endpoint, Deque<Planned>> planned = new EnumMap<>(Endpoint.class);
    private final Map<Endpoint, FieldChanges> fieldChanges = new EnumMap<>(Endpoint.class);
    private final Map<Endpoint, Duration> delays = new EnumMap<>(Endpoint.class);
    private final Map<Endpoint, HeldEndpoint> holds = new EnumMap<>(Endpoint.class);
    private FieldChanges claimChanges = new FieldChanges();
    private int rotationsToDrop;

    Faults() {}

    /** Sends this response to the next requests to the endpoint instead of handling them. */
    public synchronized void answerNext(Endpoint endpoint, int times, Answer answer) {
        plan(endpoint, times, new Planned(Optional.of(answer)));
    }

    /** Sends this response to the next request to the endpoint instead of handling it. */
    public void answerNext(Endpoint endpoint, int status, String contentType, String body) {
        answerNext(endpoint, 1, Answer.of(status, contentType, body));
    }

    /** Responds to the next requests to the endpoint with this status and an HTML page, as a proxy does. */
    public void failNext(Endpoint endpoint, int times, int status) {
        answerNext(endpoint, times, Answer.proxyPage(status));
    }

    /** Closes the connection of the next requests to the endpoint without handling them or sending a response. */
    public synchronized void dropNext(Endpoint endpoint, int times) {
        plan(endpoint, times, new Planned(Optional.empty()));
    }

    /** Performs the next successful refreshes, then closes the connection without sending the response. */
    public synchronized void dropAnswerAfterRotating(int times) {
        rotationsToDrop += times;
    }

    /**
     * Changes or adds a field in the endpoint's successful JSON responses: a different {@code issuer} in the metadata, a different
     * {@code token_type}, an {@code expires_in} that is a string.
     *
     * @param value a value that the server's JSON port can write, or null for JSON's null
     */
    public synchronized void override(Endpoint endpoint, String field, @Nullable Object value) {
        changes(endpoint).set(field, value);
    }

    /** Removes fields from the endpoint's successful JSON responses. */
    public synchronized void omit(Endpoint endpoint, String... fields) {
        changes(endpoint).omit(fields);
    }

    /** Changes or adds a claim in ID tokens that are signed from now on; null for JSON's null. */
    public synchronized void overrideClaim(String claim, @Nullable Object value) {
        claimChanges.set(claim, value);
    }

    /** Removes claims from ID tokens that are signed from now on. */
    public synchronized void omitClaims(String... claims) {
        claimChanges.omit(claims);
    }

    /** Delays each request to the endpoint, in real time, before it is handled. */
    public synchronized void delay(Endpoint endpoint, Duration duration) {
        delays.put(endpoint, Objects.requireNonNull(duration, "duration"));
    }

    /** Holds all requests to the endpoint from now on, until the result is released or closed. */
    public synchronized HeldEndpoint hold(Endpoint endpoint) {
        HeldEndpoint held = new HeldEndpoint();
        HeldEndpoint before = holds.put(endpoint, held);
        if (before != null) {
            before.release();
        }
        return held;
    }

    /** Removes all planned faults and releases all holds. */
    public synchronized void clear() {
        planned.clear();
        fieldChanges.clear();
        delays.clear();
        holds.values().forEach(HeldEndpoint::release);
        holds.clear();
        claimChanges = new FieldChanges();
        rotationsToDrop = 0;
    }

    /** Applies the planned delays and holds. Does not hold this object's monitor while it waits. */
    void await(Endpoint endpoint) throws InterruptedException {
        HeldEndpoint held;
        Duration delay;
        synchronized (this) {
            held = holds.get(endpoint);
            delay = delays.getOrDefault(endpoint, Duration.ZERO);
        }
        if (held != null) {
            held.pass();
        }
        TimeUnit.NANOSECONDS.sleep(delay.toNanos());
    }

    synchronized Optional<Planned> next(Endpoint endpoint) {
        return Optional.ofNullable(planned.get(endpoint)).map(Deque::poll);
    }

    synchronized Answer changed(Endpoint endpoint, Answer answer) {
        FieldChanges changes = fieldChanges.get(endpoint);
        return changes == null || answer.json().isEmpty() || !answer.isSuccess()
                ? answer
                : answer.withJson(changes.applyTo(answer.json().get()));
    }

    synchronized Map<String, Object> changedClaims(Map<String, Object> claims) {
        return claimChanges.applyTo(claims);
    }

    /** Whether this response must be dropped; counts it. */
    synchronized boolean losesAnswer(ReceivedRequest request, Answer answer) {
        boolean loses = rotationsToDrop > 0
                && request.endpoint() == Endpoint.TOKEN
                && request.grantType().equals("refresh_token")
                && answer.isSuccess();
        if (loses) {
            rotationsToDrop--;
        }
        return loses;
    }

    private void plan(Endpoint endpoint, int times, Planned what) {
        Deque<Planned> queue = planned.computeIfAbsent(endpoint, unused -> new ArrayDeque<>());
        for (int i = 0; i < times; i++) {
            queue.add(what);
        }
    }

    private FieldChanges changes(Endpoint endpoint) {
        return fieldChanges.computeIfAbsent(endpoint, unused -> new FieldChanges());
    }

    /** Changes to the fields of a JSON object. */
    private static final class FieldChanges {
        private final Map<String, Optional<Holder>> changes = new LinkedHashMap<>();

        private record Holder(@Nullable Object value) {}

        void set(String field, @Nullable Object value) {
            changes.put(field, Optional.of(new Holder(value)));
        }

        void omit(String... fields) {
            for (String field : fields) {
                changes.put(field, Optional.empty());
            }
        }

        Map<String, Object> applyTo(Map<String, Object> object) {
            Map<String, @Nullable Object> changed = new LinkedHashMap<>(object);
            changes.forEach((field, holder) -> {
                if (holder.isPresent()) {
                    changed.put(field, holder.get().value());
                } else {
                    changed.remove(field);
                }
            });
            return changed;
        }
    }
}
