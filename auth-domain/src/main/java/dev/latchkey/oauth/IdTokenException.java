package dev.latchkey.oauth;

/** An ID token that is not valid. A checked exception, because the caller must decide what to do. */
public final class IdTokenException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param message what is wrong, to follow "the ID token is not valid: "; contains no part of the token */
    public IdTokenException(String message) {
        super(message);
    }
}
