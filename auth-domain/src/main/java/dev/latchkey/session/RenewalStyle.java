package dev.latchkey.session;

/** Who waits for a renewal ahead of time, while the token is still valid. */
public enum RenewalStyle {
    /** No one: one caller starts it, and all continue with the present token. For long-running programs. */
    IN_BACKGROUND,
    /** The caller, which gets the present token if the renewal fails. For commands that exit at once. */
    WAIT
}
