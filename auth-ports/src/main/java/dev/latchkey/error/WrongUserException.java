package dev.latchkey.error;

import org.jspecify.annotations.Nullable;

/** The session belongs to another person than the one who logged in. */
public final class WrongUserException extends AuthException {
    private static final long serialVersionUID = 1L;

    /** @param message what happened, where, and what to do; without a secret */
    public WrongUserException(String message) {
        super(Kind.WRONG_USER, message, null);
    }

    /**
     * @param problem what happened and where; without a secret
     * @param remedy what to do
     * @param cause the cause, or null
     */
    public WrongUserException(String problem, Remedy remedy, @Nullable Throwable cause) {
        super(Kind.WRONG_USER, problem, remedy, cause);
    }
}
