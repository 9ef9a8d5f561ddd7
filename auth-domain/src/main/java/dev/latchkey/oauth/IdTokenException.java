package dev.latchkey.oauth;

/** An ID token that is not believed. Checked: what follows from it, the caller decides. */
public final class IdTokenException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param message what is wrong, to follow "the ID token is not valid: "; without a part of the token */
    public IdTokenException(String message) {
        super(message);
    }
}
