package dev.latchkey.error;

import org.jspecify.annotations.Nullable;

/** The person denied the login ({@code access_denied}, RFC 8628 §3.5). */
public final class LoginDeniedException extends AuthException {
    private static final long serialVersionUID = 1L;

    /** @param message what happened, where, and what to do; without a secret */
    public LoginDeniedException(String message) {
        this(message, null);
    }

    /**
     * @param message what happened, where, and what to do; without a secret
     * @param cause the cause, or null
     */
    public LoginDeniedException(String message, @Nullable Throwable cause) {
        super(Kind.DENIED, message, cause);
    }
}
