package dev.latchkey.error;

/** The authentication environment is wrong: an unknown or mismatched environment, authorization server or client. */
public final class AuthEnvironmentException extends AuthException {
    private static final long serialVersionUID = 1L;

    /** @param message what happened, where, and what to do; without a secret */
    public AuthEnvironmentException(String message) {
        super(Kind.ENVIRONMENT, message, null);
    }
}
