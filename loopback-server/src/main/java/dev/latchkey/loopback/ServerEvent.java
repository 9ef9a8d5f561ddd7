package dev.latchkey.loopback;

import java.time.Instant;
import java.util.Locale;
import java.util.Objects;

/**
 * Something that the server did; no secret is in it.
 *
 * @param kind what it did
 * @param at when, on the server's clock
 * @param family the number of the token family, from 1; 0 if it is about none
 * @param generation how many times the family's refresh token had been rotated; 0 from the login
 * @param detail more of it, for a person; a user code, a username, an endpoint
 * @param sent the {@link Fingerprint} of the refresh token that was sent; empty if it is about none
 */
public record ServerEvent(Kind kind, Instant at, int family, int generation, String detail, String sent) {
    /** What the server did. */
    public enum Kind {
        /** A device asked for a code. */
        CODE_ISSUED,
        /** A device polled at a decent time, and nobody had decided yet. */
        POLLED,
        /** A device polled before the interval was over, and was told to slow down. */
        POLLED_TOO_EARLY,
        /** A person said yes. */
        APPROVED,
        /** A person said no. */
        DENIED,
        /** A device polled with a code that was no longer valid. */
        CODE_EXPIRED,
        /** A login was completed: a new token family. */
        LOGGED_IN,
        /** The refresh token was replaced; {@code generation} is the new one's. */
        ROTATED,
        /** A new access token for a refresh token that stays. */
        REFRESHED,
        /** The previous refresh token came again within the grace period and got its successor again. */
        REPEATED_WITHIN_GRACE,
        /** A superseded refresh token came again: stolen, or its client lost the newer one. */
        REUSE_DETECTED,
        /** No token of the family is valid any more. */
        FAMILY_REVOKED,
        /** One access token is no longer valid. */
        ACCESS_TOKEN_REVOKED,
        /** The request was carried out and the connection closed without an answer, as a test asked. */
        ANSWER_DROPPED,
        /** A handler threw; that is a defect of this server, or of the JSON that it was given. */
        SERVER_FAILED
    }

    public ServerEvent {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(detail, "detail");
        Objects.requireNonNull(sent, "sent");
    }

    /** For a person: what happened, in one line. */
    public String describe() {
        String what = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        String which = family == 0 ? "" : " (family " + family + ", generation " + generation + ")";
        return what + which + (detail.isEmpty() ? "" : ": " + detail);
    }
}
