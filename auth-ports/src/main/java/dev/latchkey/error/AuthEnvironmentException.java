package dev.latchkey.error;

import org.jspecify.annotations.Nullable;

/** The authentication environment is wrong: an unknown or mismatched environment, authorization server or client. */
public final class AuthEnvironmentException extends AuthException {
    private static final long serialVersionUID = 1L;

    /** @param message what happened, where, and what to do; without a secret */
    public AuthEnvironmentException(String message) {
        this(message, null);
    }

    /**
     * @param message what happened, where, and what to do; without a secret
     * @param cause the cause, or null
     */
    public AuthEnvironmentException(String message, @Nullable Throwable cause) {
        super(Kind.ENVIRONMENT, message, cause);
    }
}
