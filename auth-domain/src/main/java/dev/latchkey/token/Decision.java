package dev.latchkey.token;

/** What to do with a session's access token. */
public enum Decision {
    /** Use it. */
    USE,
    /** Use it, and have one caller renew it meanwhile. */
    USE_AND_RENEW_AHEAD,
    /** Renew it first. */
    RENEW,
    /** It is over, and nothing can renew it: someone has to log in. */
    LOG_IN_AGAIN
}
