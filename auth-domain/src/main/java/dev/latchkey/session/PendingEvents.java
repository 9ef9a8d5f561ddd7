package dev.latchkey.session;

import dev.latchkey.error.AuthException;
import dev.latchkey.model.DisplayText;
import dev.latchkey.model.SessionEvent;
import dev.latchkey.model.SessionEvent.Kind;
import dev.latchkey.model.SessionEvent.Measures;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionListener;
import dev.latchkey.port.TimeSource;
import dev.latchkey.token.StoredSession;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Measures a login, renewal or logout, and collects its events while a lock is held, to report them after it is released. Each operation
 * has its own instance, created when it starts. Safe for use by several threads, because a pending login may be cancelled by another thread
 * than the polling one.
 */
final class PendingEvents {
    private final SessionId id;
    private final SessionListener listener;
    private final TimeSource time;
    private final int attempt;
    private final long begunNanos;
    private long lockWaitNanos; // guarded by this
    private List<SessionEvent> untold = new ArrayList<>(); // guarded by this

    /** @param attempt the number of the attempt, from 1 */
    PendingEvents(SessionId id, SessionListener listener, TimeSource time, int attempt) {
        this.id = id;
        this.listener = listener;
        this.time = time;
        this.attempt = attempt;
        this.begunNanos = time.monotonicNanos();
    }

    /** Acquires a lock and measures how long that takes. */
    <T> T waitingForLock(Supplier<T> acquire) {
        long since = time.monotonicNanos();
        try {
            return acquire.get();
        } finally {
            waited(time.monotonicNanos() - since);
        }
    }

    private synchronized void waited(long nanos) {
        lockWaitNanos += nanos;
    }

    void add(Kind kind, String detail) {
        add(kind, id, detail);
    }

    void add(Kind kind, SessionId session, String detail) {
        add(kind, session, detail, Optional.empty(), Optional.empty());
    }

    /** Adds an event with new tokens. */
    void add(Kind kind, SessionId session, StoredSession tokens, String detail) {
        add(kind, session, detail, tokens.expiresAt(), Optional.empty());
    }

    /** Adds an event with new tokens. */
    void add(Kind kind, StoredSession tokens, String detail) {
        add(kind, id, tokens, detail);
    }

    /**
     * Adds that the result of a refresh is stored.
     *
     * @param failure why it cannot be used, or null; if only the refresh token is new, the event is the failure
     */
    void renewed(StoredSession tokens, @Nullable Throwable failure) {
        if (failure == null) {
            add(Kind.RENEWED, tokens, "");
        }
    }

    /** Adds that a code was received, which a person must approve by this time. */
    void codeShown(Instant expiresAt) {
        add(Kind.CODE_SHOWN, id, "", Optional.of(expiresAt), Optional.empty());
    }

    /** Adds a failure. Messages of foreign exceptions may contain a secret. */
    void failed(Kind kind, Throwable why) {
        boolean known = why instanceof AuthException;
        String name =
                known ? ((AuthException) why).kind().name() : why.getClass().getName();
        failed(kind, known ? String.valueOf(why.getMessage()) : name, name);
    }

    /** @param failure the failure, as in {@link Measures#failure} */
    void failed(Kind kind, String detail, String failure) {
        add(kind, id, detail, Optional.empty(), Optional.of(failure));
    }

    /** Adds the failure of a login. */
    void loginFailed(Throwable why) {
        failed(why instanceof AuthException known ? kindOf(known) : Kind.LOGIN_FAILED, why);
    }

    private static Kind kindOf(AuthException why) {
        return switch (why.kind()) {
            case DENIED -> Kind.LOGIN_DENIED;
            case CODE_EXPIRED -> Kind.CODE_EXPIRED;
            case CANCELLED -> Kind.LOGIN_CANCELLED;
            default -> Kind.LOGIN_FAILED;
        };
    }

    private synchronized void add(
            Kind kind, SessionId session, String detail, Optional<Instant> expiresAt, Optional<String> failure) {
        Optional<DisplayText> text = detail.isEmpty() ? Optional.empty() : Optional.of(DisplayText.of(detail));
        Measures measures = new Measures(
                Duration.ofNanos(time.monotonicNanos() - begunNanos),
                Duration.ofNanos(lockWaitNanos),
                attempt,
                expiresAt,
                failure);
        untold.add(new SessionEvent(kind, session, Instant.ofEpochMilli(time.epochMillis()), text, measures));
    }

    /** Reports the events. Exceptions of the listener are ignored, because a broken log must not break a login. */
    void tell() {
        for (SessionEvent event : taken()) {
            try {
                listener.on(event);
            } catch (RuntimeException | Error e) {
                // There is no one to report this to. Includes Errors: a missing class in a logger must not lose a
                // rotated token.
            }
        }
    }

    private synchronized List<SessionEvent> taken() {
        List<SessionEvent> events = untold;
        untold = new ArrayList<>();
        return events;
    }
}
