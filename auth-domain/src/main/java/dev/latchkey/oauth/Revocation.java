package dev.latchkey.oauth;

/** What came of a revocation. */
public enum Revocation {
    /** The token is not valid any more, now or before. */
    DONE,
    /** The server has no revocation endpoint. */
    NOT_OFFERED,
    /** The server refused, so the token stays valid until it expires. */
    REFUSED,
    /** The server could not be asked, so the token stays valid until it expires. */
    UNREACHABLE
}
