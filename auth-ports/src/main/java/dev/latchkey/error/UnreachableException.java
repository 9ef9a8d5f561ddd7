package dev.latchkey.error;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The server could not be reached, was overloaded, or an intermediary responded in its place: try again later. */
public final class UnreachableException extends AuthException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Duration retryAfter;
    private final boolean requestMayHaveBeenSent;

    /**
     * @param message what happened, where, and what to do; without a secret
     * @param retryAfter how long the server asked to wait, or null
     * @param cause the cause, or null
     */
    public UnreachableException(String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        this(message, retryAfter, false, cause);
    }

    /**
     * @param message what happened, where, and what to do; without a secret
     * @param retryAfter how long the server asked to wait, or null
     * @param requestMayHaveBeenSent whether the server may have handled the request, with only its response lost
     * @param cause the cause, or null
     */
    public UnreachableException(
            String message, @Nullable Duration retryAfter, boolean requestMayHaveBeenSent, @Nullable Throwable cause) {
        super(Kind.UNREACHABLE, message, cause);
        this.retryAfter = retryAfter;
        this.requestMayHaveBeenSent = requestMayHaveBeenSent;
    }

    /**
     * A failure that waiting will not fix.
     *
     * @param problem what happened and where; without a secret
     * @param remedy what to do
     * @param cause the cause, or null
     */
    public static UnreachableException withRemedy(String problem, Remedy remedy, @Nullable Throwable cause) {
        return new UnreachableException(problem, remedy, cause);
    }

    private UnreachableException(String problem, Remedy remedy, @Nullable Throwable cause) {
        super(Kind.UNREACHABLE, problem, remedy, cause);
        this.retryAfter = null;
        this.requestMayHaveBeenSent = false;
    }

    /** Whether the server may have handled the request, with only its response lost. If so, the request is repeated at once. */
    public boolean requestMayHaveBeenSent() {
        return requestMayHaveBeenSent;
    }

    /** How long the server asked to wait (RFC 9110 §10.2.3). */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
