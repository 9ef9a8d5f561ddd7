package dev.latchkey.error;

import org.jspecify.annotations.Nullable;

/** The device code was not approved in time ({@code expired_token}, RFC 8628 §3.5). */
public final class DeviceCodeExpiredException extends AuthException {
    private static final long serialVersionUID = 1L;

    /** @param message what happened, where, and what to do; without a secret */
    public DeviceCodeExpiredException(String message) {
        this(message, null);
    }

    /**
     * @param message what happened, where, and what to do; without a secret
     * @param cause the cause, or null
     */
    public DeviceCodeExpiredException(String message, @Nullable Throwable cause) {
        super(Kind.CODE_EXPIRED, message, cause);
    }
}
