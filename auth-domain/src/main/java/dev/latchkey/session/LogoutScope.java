package dev.latchkey.session;

/** Where a session is ended. */
public enum LogoutScope {
    /** Its tokens are revoked at the server, as far as that can be reached, and it is deleted here. */
    SERVER_AND_LOCAL,
    /** It is deleted here; the server is not asked, and the tokens stay valid until they expire. */
    LOCAL_ONLY
}
