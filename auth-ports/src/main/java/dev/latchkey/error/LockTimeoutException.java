package dev.latchkey.error;

import org.jspecify.annotations.Nullable;

/** A lock was not acquired in time. The caller must stop: continuing would replay a rotating token. */
public final class LockTimeoutException extends AuthException {
    private static final long serialVersionUID = 1L;

    /** @param message what happened, where, and what to do; without a secret */
    public LockTimeoutException(String message) {
        this(message, null);
    }

    /**
     * @param message what happened, where, and what to do; without a secret
     * @param cause the cause, or null
     */
    public LockTimeoutException(String message, @Nullable Throwable cause) {
        super(Kind.LOCK_TIMEOUT, message, cause);
    }
}
