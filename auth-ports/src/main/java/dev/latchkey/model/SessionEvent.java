package dev.latchkey.model;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Something that happened to a session, for logs and metrics; it holds no secret.
 *
 * @param kind what happened
 * @param session to which session
 * @param at when
 * @param detail more of it, for a person
 */
public record SessionEvent(Kind kind, SessionId session, Instant at, Optional<DisplayText> detail) {
    /** What happened. */
    public enum Kind {
        /** A person logged in, and the session is stored. */
        LOGGED_IN,
        /** A login that another thread or process finished was taken over. */
        LOGIN_ADOPTED,
        /** The tokens were refreshed and are stored. */
        RENEWED,
        /** Another process had already refreshed; its tokens were taken over. */
        RENEWAL_ADOPTED,
        /** A refresh failed; what is stored is as it was. */
        RENEWAL_FAILED,
        /** The tokens were refreshed but could not be stored yet: they are used from memory, and storing them is tried again. */
        NOT_SAVED,
        /** The server or the stored document said something odd that was survived. */
        WARNING,
        /** The refresh token is no longer accepted: someone has to log in. */
        SESSION_ENDED,
        /** Someone logged out. */
        LOGGED_OUT
    }

    public SessionEvent {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(session, "session");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(detail, "detail");
    }
}
