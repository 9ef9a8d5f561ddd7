package dev.latchkey.error;

import org.jspecify.annotations.Nullable;

/** The caller cancelled: the thread was interrupted, or a prompt was cancelled. */
public final class CancelledException extends AuthException {
    private static final long serialVersionUID = 1L;

    /** @param message what happened, where, and what to do; without a secret */
    public CancelledException(String message) {
        this(message, null);
    }

    /**
     * @param message what happened, where, and what to do; without a secret
     * @param cause the cause, or null
     */
    public CancelledException(String message, @Nullable Throwable cause) {
        super(Kind.CANCELLED, message, cause);
    }
}
