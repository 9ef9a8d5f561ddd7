package dev.latchkey.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * An event in the life of a session, for logs and metrics; contains no secret. Immutable.
 *
 * @param kind what happened
 * @param session the session
 * @param at when it happened, by the wall clock
 * @param detail more about it, for display
 * @param measures how long it took, and other values for metrics
 */
public record SessionEvent(Kind kind, SessionId session, Instant at, Optional<DisplayText> detail, Measures measures) {
    /** The kinds of events. */
    public enum Kind {
        /** A login began. */
        LOGIN_BEGUN(Outcome.UNDER_WAY),
        /** The server issued a code, which is shown to the person. It expires at {@link Measures#expiresAt}. */
        CODE_SHOWN(Outcome.UNDER_WAY),
        /** A person logged in, and the session is stored. */
        LOGGED_IN(Outcome.DONE),
        /** The result of a login by another thread or process was used. */
        LOGIN_ADOPTED(Outcome.DONE),
        /** The person denied the login. */
        LOGIN_DENIED(Outcome.FAILED),
        /** Nobody approved the login before its code expired. */
        CODE_EXPIRED(Outcome.FAILED),
        /** The program or an interrupt cancelled the login. */
        LOGIN_CANCELLED(Outcome.FAILED),
        /** A login failed for another reason. What was stored before is unchanged. */
        LOGIN_FAILED(Outcome.FAILED),
        /** The tokens were refreshed and are stored. */
        RENEWED(Outcome.DONE),
        /** Another process had already refreshed the tokens, and they are used. */
        RENEWAL_ADOPTED(Outcome.DONE),
        /** A refresh failed. What is stored is unchanged. */
        RENEWAL_FAILED(Outcome.FAILED),
        /** The tokens were refreshed but could not be stored yet. They are used from memory, and storing them is retried. */
        NOT_SAVED(Outcome.UNDER_WAY),
        /** Storing refreshed tokens was given up. They are used from memory while the process runs. */
        SAVING_GIVEN_UP(Outcome.FAILED),
        /** The server's response or the stored document was unusual, but usable. */
        WARNING(Outcome.UNDER_WAY),
        /** The refresh token is no longer accepted: someone must log in. */
        SESSION_ENDED(Outcome.FAILED),
        /** Someone logged out. */
        LOGGED_OUT(Outcome.DONE),
        /** A logout failed. What was stored before is unchanged, except that it may be marked as logged out. */
        LOGOUT_FAILED(Outcome.FAILED);

        private final Outcome outcome;

        Kind(Outcome outcome) {
            this.outcome = outcome;
        }

        /** The outcome of the login, renewal or logout. */
        public Outcome outcome() {
            return outcome;
        }
    }

    /** The outcomes of a login, renewal or logout. */
    public enum Outcome {
        /** In progress: another event follows. */
        UNDER_WAY,
        /** It succeeded. */
        DONE,
        /** It failed. */
        FAILED
    }

    /**
     * The values of an event for metrics.
     *
     * @param duration how long the login, renewal or logout has taken so far, by the monotonic clock; for a login, this includes waiting
     *     for the person
     * @param lockWait how much of it was spent waiting for locks, for example for another process's renewal
     * @param attempt 1; for a renewal, plus the number of consecutive failures before it in this process
     * @param expiresAt when the new access token or the code expires; empty if the server does not say, or if there is neither
     * @param failure the name of the {@link dev.latchkey.error.AuthException.Kind} of the failure, such as {@code UNREACHABLE}, or the
     *     class name of another exception; empty if nothing failed
     */
    public record Measures(
            Duration duration, Duration lockWait, int attempt, Optional<Instant> expiresAt, Optional<String> failure) {
        private static final Measures NONE =
                new Measures(Duration.ZERO, Duration.ZERO, 1, Optional.empty(), Optional.empty());

        public Measures {
            Objects.requireNonNull(duration, "duration");
            Objects.requireNonNull(lockWait, "lockWait");
            Objects.requireNonNull(expiresAt, "expiresAt");
            Objects.requireNonNull(failure, "failure");
        }

        /** The values of a first attempt that took no time and produced no token. */
        public static Measures none() {
            return NONE;
        }
    }

    public SessionEvent {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(session, "session");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(detail, "detail");
        Objects.requireNonNull(measures, "measures");
    }

    /** An event without a detail or measured values. */
    public static SessionEvent of(Kind kind, SessionId session, Instant at) {
        return new SessionEvent(kind, session, at, Optional.empty(), Measures.none());
    }
}
