package dev.latchkey.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything that Latchkey throws at a caller, divided by what the caller does next. A message says what happened, where, and what
 * to do; {@link #problem} has the first two, {@link #remedy} the last as data, for a program that has words of its own for it. They
 * hold no secret, and text from a server in them is cleaned.
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

    /** Which of the kinds this is. */
    public final Kind kind() {
        return kind;
    }

    /** What happened, and where: the message without the remedy. */
    public final String problem() {
        return problem;
    }

    /** What a person can do about it. */
    public final Remedy remedy() {
        return remedy;
    }
}
