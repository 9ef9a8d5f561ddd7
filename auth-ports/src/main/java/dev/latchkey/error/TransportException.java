package dev.latchkey.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An exchange that got no usable reply. A checked exception, because the core must decide what to do; it never reaches the core's callers.
 */
public final class TransportException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why there is no reply. */
    public enum Kind {
        /** No connection: unknown host, refused, reset, no route, or broken off. */
        UNREACHABLE,
        /** Connecting, reading or the whole call took too long. */
        TIMED_OUT,
        /** The server could not prove its identity, or the secure connection failed for another reason. */
        TLS,
        /** The server's certificate comes from an authority that is not trusted here. */
        UNTRUSTED,
        /** The reply was larger than the limit. */
        TOO_LARGE,
        /** The reply was not HTTP, or its encoding was malformed. */
        MALFORMED,
        /** The waiting thread was interrupted; its interrupt flag is set. */
        CANCELLED
    }

    private final Kind kind;
    private final boolean requestMayHaveBeenSent;

    /**
     * @param kind why there is no reply
     * @param message what happened, where, and what to do; without a secret
     * @param requestMayHaveBeenSent whether bytes of the request may have reached the server
     * @param cause the HTTP client's exception, or null
     */
    public TransportException(Kind kind, String message, boolean requestMayHaveBeenSent, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = Objects.requireNonNull(kind, "kind");
        this.requestMayHaveBeenSent = requestMayHaveBeenSent;
    }

    /** Why there is no reply. */
    public Kind kind() {
        return kind;
    }

    /** Whether bytes of the request may have reached the server; if so, only an idempotent request may be repeated. */
    public boolean requestMayHaveBeenSent() {
        return requestMayHaveBeenSent;
    }

    /** Converts it to an exception for callers. */
    public AuthException toAuthException() {
        return switch (kind) {
            case CANCELLED -> new CancelledException("Cancelled while waiting for a reply.", this);
            case UNTRUSTED ->
                UnreachableException.withRemedy(getMessage() + ".", Remedy.of(Remedy.Action.TRUST_AUTHORITY), this);
            default -> new UnreachableException(String.valueOf(getMessage()), null, this);
        };
    }
}
