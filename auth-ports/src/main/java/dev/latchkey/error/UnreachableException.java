package dev.latchkey.error;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The server could not be reached, was overloaded, or something in between answered in its place: try later. */
public final class UnreachableException extends AuthException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Duration retryAfter;
    private final boolean requestMayHaveBeenSent;

    /**
     * @param message what happened, where, and what to do; without a secret
     * @param retryAfter how long the server asked to wait, or null
     * @param cause what led to it, or null
     */
    public UnreachableException(String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        this(message, retryAfter, false, cause);
    }

    /**
     * @param message what happened, where, and what to do; without a secret
     * @param retryAfter how long the server asked to wait, or null
     * @param requestMayHaveBeenSent whether the server may have done what was asked, and only its answer was lost
     * @param cause what led to it, or null
     */
    public UnreachableException(
            String message, @Nullable Duration retryAfter, boolean requestMayHaveBeenSent, @Nullable Throwable cause) {
        super(Kind.UNREACHABLE, message, cause);
        this.retryAfter = retryAfter;
        this.requestMayHaveBeenSent = requestMayHaveBeenSent;
    }

    /**
     * One that trying later does not help.
     *
     * @param problem what happened, and where; without a secret
     * @param remedy what to do
     * @param cause what led to it, or null
     */
    public static UnreachableException withRemedy(String problem, Remedy remedy, @Nullable Throwable cause) {
        return new UnreachableException(problem, remedy, cause);
    }

    private UnreachableException(String problem, Remedy remedy, @Nullable Throwable cause) {
        super(Kind.UNREACHABLE, problem, remedy, cause);
        this.retryAfter = null;
        this.requestMayHaveBeenSent = false;
    }

    /** Whether the server may have done what was asked, and only its answer was lost: then it is asked again at once. */
    public boolean requestMayHaveBeenSent() {
        return requestMayHaveBeenSent;
    }

    /** How long the server asked to wait (RFC 9110 §10.2.3). */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
