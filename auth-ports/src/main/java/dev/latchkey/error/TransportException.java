package dev.latchkey.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An exchange that brought no reply. Checked, since whoever asks must decide; the core never lets one out. */
public final class TransportException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why there is no reply. */
    public enum Kind {
        /** No connection: name not known, refused, reset, no route, broken off. */
        UNREACHABLE,
        /** Connecting, reading or the whole call took too long. */
        TIMED_OUT,
        /** The other side could not prove who it is, or the secure connection failed otherwise. */
        TLS,
        /** The other side's certificate comes from an authority that is not trusted here. */
        UNTRUSTED,
        /** The reply was larger than the limit. */
        TOO_LARGE,
        /** The reply was no HTTP, or its encoding was broken. */
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
     * @param cause what the technology threw, or null
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

    /** Whether bytes of the request may have reached the server: then only an idempotent one may be repeated. */
    public boolean requestMayHaveBeenSent() {
        return requestMayHaveBeenSent;
    }
}
