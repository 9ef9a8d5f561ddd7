package dev.latchkey.token;

/** What to do with a session's access token. */
public enum Decision {
    /** Use it. */
    USE,
    /** Use it, and have one caller renew it in the meantime. */
    USE_AND_RENEW_AHEAD,
    /** Renew it first. */
    RENEW,
    /** It has expired and cannot be renewed: a person must log in. */
    LOG_IN_AGAIN;

    /** Whether the token can be used. */
    public boolean isUse() {
        return this == USE || this == USE_AND_RENEW_AHEAD;
    }
}
