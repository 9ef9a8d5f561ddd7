package dev.latchkey.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The base of the exceptions with which a login, a session or a request fails, divided by what the caller does next. Only wrong arguments
 * and wrong configuration have other exceptions: {@code IllegalArgumentException}, and the {@code ConfigurationException} of the module
 * that reads the configuration. A message says what happened, where, and what to do. {@link #problem} returns the first two and {@link
 * #remedy} the last as data, for programs that describe it in their own words. Neither contains secrets, and any text from a server is cleaned.
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

    /** The kinds, for use in a switch. */
    public enum Kind {
        /** Not logged in, or the server no longer accepts the refresh token: log in again. */
        LOGIN_REQUIRED,
        /** Another person logged in than was requested. */
        WRONG_USER,
        /** The person denied the login. */
        DENIED,
        /** The code was not approved in time: start again. */
        CODE_EXPIRED,
        /** The server refuses permanently: the configuration or the account must change. */
        REFUSED,
        /** The server could not be reached or did not respond properly: try again later. */
        UNREACHABLE,
        /** The session could not be read or stored. */
        STORAGE,
        /** The environment, the authorization server or the client is wrong. */
        ENVIRONMENT,
        /** Another process held the lock for too long. */
        LOCK_TIMEOUT,
        /** The caller cancelled. */
        CANCELLED
    }

    private final Kind kind;
    private final String problem;
    private final Remedy remedy;

    AuthException(Kind kind, String message, @Nullable Throwable cause) {
        this(kind, message, Remedy.NONE, cause);
    }

    AuthException(Kind kind, String problem, Remedy remedy, @Nullable Throwable cause) {
        super(remedy.text().isEmpty() ? problem : problem + " " + remedy.text(), cause);
        this.kind = kind;
        this.problem = Objects.requireNonNull(problem, "problem");
        this.remedy = remedy;
    }

    /** The kind of this exception. */
    public final Kind kind() {
        return kind;
    }

    /** What happened and where: the message without the remedy. */
    public final String problem() {
        return problem;
    }

    /** What the person can do about it. */
    public final Remedy remedy() {
        return remedy;
    }
}
