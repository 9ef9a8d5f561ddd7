package dev.latchkey.error;

/** The device code was not approved in time ({@code expired_token}, RFC 8628 §3.5). */
public final class DeviceCodeExpiredException extends AuthException {
    private static final long serialVersionUID = 1L;

    /** @param message what happened, where, and what to do; without a secret */
    public DeviceCodeExpiredException(String message) {
        super(Kind.CODE_EXPIRED, message, null);
    }
}
