package dev.latchkey.error;

/** The person denied the login ({@code access_denied}, RFC 8628 §3.5). */
public final class LoginDeniedException extends AuthException {
    private static final long serialVersionUID = 1L;

    /** @param message what happened, where, and what to do; without a secret */
    public LoginDeniedException(String message) {
        super(Kind.DENIED, message, null);
    }
}
