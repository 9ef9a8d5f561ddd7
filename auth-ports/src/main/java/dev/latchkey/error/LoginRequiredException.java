package dev.latchkey.error;

import org.jspecify.annotations.Nullable;

/** Not logged in, or the session ended: the person must log in. */
public final class LoginRequiredException extends AuthException {
    private static final long serialVersionUID = 1L;

    /** @param message what happened, where, and what to do; without a secret */
    public LoginRequiredException(String message) {
        this(message, null);
    }

    /**
     * @param message what happened, where, and what to do; without a secret
     * @param cause the cause, or null
     */
    public LoginRequiredException(String message, @Nullable Throwable cause) {
        super(Kind.LOGIN_REQUIRED, message, cause);
    }

    /**
     * @param problem what happened and where; without a secret
     * @param remedy what to do
     * @param cause the cause, or null
     */
    public LoginRequiredException(String problem, Remedy remedy, @Nullable Throwable cause) {
        super(Kind.LOGIN_REQUIRED, problem, remedy, cause);
    }
}
