package dev.latchkey.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything that Latchkey throws at a caller, divided by what the caller does next. Messages say what happened, where,
 * and what to do; they hold no secret, and text from a server in them is cleaned.
 */
public abstract sealed class AuthException extends RuntimeException
        permits LoginRequiredException,
                WrongUserException,
                LoginDeniedException,
                DeviceCodeExpiredException,
                ServerRefusedException,
                UnreachableException,
                StorageException,
                AuthEnvironmentException,
                LockTimeoutException,
                CancelledException {
    private static final long serialVersionUID = 1L;

    /** The kinds, to switch over. */
    public enum Kind {
        /** Nobody is logged in, or the server no longer accepts the refresh token: log in again. */
        LOGIN_REQUIRED,
        /** Somebody else logged in than was asked for. */
        WRONG_USER,
        /** The person said no. */
        DENIED,
        /** Nobody approved the code in time: start again. */
        CODE_EXPIRED,
        /** The server will not, whatever is tried: the configuration or the account has to change. */
        REFUSED,
        /** The server could not be reached or did not answer well: try later. */
        UNREACHABLE,
        /** The session could not be read or stored. */
        STORAGE,
        /** The environment, the authorization server or the client does not fit. */
        ENVIRONMENT,
        /** Another process holds the lock for too long. */
        LOCK_TIMEOUT,
        /** The caller gave up. */
        CANCELLED
    }

    private final Kind kind;

    AuthException(Kind kind, String message, @Nullable Throwable cause) {
        super(Objects.requireNonNull(message, "message"), cause);
        this.kind = kind;
    }

    /** Which of the kinds this is. */
    public final Kind kind() {
        return kind;
    }
}
