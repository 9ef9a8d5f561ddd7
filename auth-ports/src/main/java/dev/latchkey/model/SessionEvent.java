package dev.latchkey.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Something that happened to a session, for logs and metrics; it holds no secret. Immutable.
 *
 * @param kind what happened
 * @param session to which session
 * @param at when, by the wall clock
 * @param detail more of it, for a person
 * @param measures how long it took, and what else a metric needs
 */
public record SessionEvent(Kind kind, SessionId session, Instant at, Optional<DisplayText> detail, Measures measures) {
    /** What happened. */
    public enum Kind {
        /** A login begins. */
        LOGIN_BEGUN(Outcome.UNDER_WAY),
        /** The server issued a code, which is shown to the person; it expires at {@link Measures#expiresAt}. */
        CODE_SHOWN(Outcome.UNDER_WAY),
        /** A person logged in, and the session is stored. */
        LOGGED_IN(Outcome.DONE),
        /** A login that another thread or process finished was taken over. */
        LOGIN_ADOPTED(Outcome.DONE),
        /** The person denied the login. */
        LOGIN_DENIED(Outcome.FAILED),
        /** Nobody approved the login before its code expired. */
        CODE_EXPIRED(Outcome.FAILED),
        /** The login was cancelled: by the program, or by an interrupt. */
        LOGIN_CANCELLED(Outcome.FAILED),
        /** A login failed for another reason; what was stored before is as it was. */
        LOGIN_FAILED(Outcome.FAILED),
        /** The tokens were refreshed and are stored. */
        RENEWED(Outcome.DONE),
        /** Another process had already refreshed; its tokens were taken over. */
        RENEWAL_ADOPTED(Outcome.DONE),
        /** A refresh failed; what is stored is as it was. */
        RENEWAL_FAILED(Outcome.FAILED),
        /** The tokens were refreshed but could not be stored yet: they are used from memory, and storing them is tried again. */
        NOT_SAVED(Outcome.UNDER_WAY),
        /** Storing refreshed tokens was given up; while the process runs, it uses them from memory. */
        SAVING_GIVEN_UP(Outcome.FAILED),
        /** The server or the stored document said something odd that was survived. */
        WARNING(Outcome.UNDER_WAY),
        /** The refresh token is no longer accepted: someone has to log in. */
        SESSION_ENDED(Outcome.FAILED),
        /** Someone logged out. */
        LOGGED_OUT(Outcome.DONE),
        /** A logout failed; what was stored before is as it was, unless it is marked as logged out. */
        LOGOUT_FAILED(Outcome.FAILED);

        private final Outcome outcome;

        Kind(Outcome outcome) {
            this.outcome = outcome;
        }

        /** How the login, renewal or logout ended with it. */
        public Outcome outcome() {
            return outcome;
        }
    }

    /** How a login, renewal or logout ended. */
    public enum Outcome {
        /** It goes on: another event follows. */
        UNDER_WAY,
        /** It did what it was to do. */
        DONE,
        /** It did not. */
        FAILED
    }

    /**
     * What a metric needs of an event.
     *
     * @param duration how long the login, renewal or logout had taken by then, by the monotonic clock; a login's includes the time
     *     that the person took
     * @param lockWait how much of that it waited for locks, such as for another process's renewal
     * @param attempt 1, and for a renewal one more for each one in a row that failed before it in this process
     * @param expiresAt when the new access token expires, or the code that is shown; empty if the server does not say, and where
     *     there is neither
     * @param failure the name of the {@link dev.latchkey.error.AuthException.Kind} that it failed with, such as
     *     {@code UNREACHABLE}, or the name of another exception's class; empty where nothing failed
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

        /** Of a first attempt that took no time and brought no token. */
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

    /** One without a detail that was not measured. */
    public static SessionEvent of(Kind kind, SessionId session, Instant at) {
        return new SessionEvent(kind, session, at, Optional.empty(), Measures.none());
    }
}
