package dev.latchkey.session;

/** Who waits for a renewal ahead, while the token is still good. */
public enum RenewalStyle {
    /** Nobody: one caller starts it and everyone goes on with the token they have. For programs that stay. */
    IN_BACKGROUND,
    /** The caller, who gets the still valid token if the renewal fails. For commands that end at once. */
    WAIT
}
