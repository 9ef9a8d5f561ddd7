package dev.latchkey.session;

/** Where a session is ended. */
public enum LogoutScope {
    /** Its tokens are revoked at the server, if it can be reached, and it is deleted here. */
    SERVER_AND_LOCAL,
    /** It is deleted here. The server is not contacted, so the tokens stay valid until they expire. */
    LOCAL_ONLY
}
