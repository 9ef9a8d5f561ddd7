package dev.latchkey.okhttp;

import dev.latchkey.error.AuthException;
import java.io.IOException;
import java.util.Objects;

/** Thrown when the credentials for a request are unavailable. OkHttp requires an {@link IOException}; the cause says what to do next. */
public final class AuthorizationIOException extends IOException {
    private static final long serialVersionUID = 1L;

    private final AuthException reason;

    /** @param reason why there are no credentials */
    public AuthorizationIOException(AuthException reason) {
        super(Objects.requireNonNull(reason, "reason").getMessage(), reason);
        this.reason = reason;
    }

    /** Why there are no credentials; the same as {@link #getCause()}. */
    public AuthException reason() {
        return reason;
    }
}
