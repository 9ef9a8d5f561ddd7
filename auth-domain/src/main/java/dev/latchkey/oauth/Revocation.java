package dev.latchkey.oauth;

/** The result of a revocation. */
public enum Revocation {
    /** The token is no longer valid, now or already before. */
    DONE,
    /** The server has no revocation endpoint. */
    NOT_OFFERED,
    /** The server refused, so the token stays valid until it expires. */
    REFUSED,
    /** The server could not be reached, so the token stays valid until it expires. */
    UNREACHABLE
}
