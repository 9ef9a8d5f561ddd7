package dev.latchkey.loopback;

import java.time.Instant;
import java.util.Locale;
import java.util.Objects;

/**
 * Something that the server did. Contains no secrets.
 *
 * @param kind what it did
 * @param at when, on the server's clock
 * @param family the number of the token family, from 1; 0 if there is none
 * @param generation how many times the family's refresh token had been rotated; 0 after the login
 * @param detail further details for display: a user code, a username, an endpoint
 * @param sent the {@link Fingerprint} of the refresh token that was sent; empty if there was none
 */
public record ServerEvent(Kind kind, Instant at, int family, int generation, String detail, String sent) {
    /** What the server did. */
    public enum Kind {
        /** A device requested a code. */
        CODE_ISSUED,
        /** A device polled within the allowed rate, while the login was still pending. */
        POLLED,
        /** A device polled before the interval was over, and was told to slow down. */
        POLLED_TOO_EARLY,
        /** A person approved a login. */
        APPROVED,
        /** A person denied a login. */
        DENIED,
        /** A device polled with a code that was no longer valid. */
        CODE_EXPIRED,
        /** A login was completed: a new token family. */
        LOGGED_IN,
        /** The refresh token was replaced; {@code generation} is the new one's. */
        ROTATED,
        /** A new access token was issued for a refresh token that stays valid. */
        REFRESHED,
        /** The previous refresh token was sent again within the grace period and exchanged for its successor again. */
        REPEATED_WITHIN_GRACE,
        /** A superseded refresh token was sent again: it was stolen, or its client lost the newer one. */
        REUSE_DETECTED,
        /** No token of the family is valid any more. */
        FAMILY_REVOKED,
        /** One access token is no longer valid. */
        ACCESS_TOKEN_REVOKED,
        /** The request was handled and the connection closed without a response, as planned by a test. */
        ANSWER_DROPPED,
        /** A handler threw an exception: a bug in this server, or in the JSON port that it was given. */
        SERVER_FAILED
    }

    public ServerEvent {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(detail, "detail");
        Objects.requireNonNull(sent, "sent");
    }

    /** Describes the event in one line, for display. */
    public String describe() {
        String what = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        String which = family == 0 ? "" : " (family " + family + ", generation " + generation + ")";
        return what + which + (detail.isEmpty() ? "" : ": " + detail);
    }
}
