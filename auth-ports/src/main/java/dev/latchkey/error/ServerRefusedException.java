package dev.latchkey.error;

import dev.latchkey.model.DisplayText;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The authorization server refused for good, or its answer breaks the protocol (RFC 6749 §5.2). */
public final class ServerRefusedException extends AuthException {
    private static final long serialVersionUID = 1L;

    private final String errorCode;
    private final int status;

    /**
     * @param message what was refused, by whom, and what to do; without a secret
     * @param errorCode the server's {@code error}, or a word of ours such as {@code invalid_reply}
     * @param status the HTTP status, 0 where there was none
     */
    public ServerRefusedException(String message, String errorCode, int status) {
        this(message, errorCode, status, null);
    }

    /** The same, with what led to it. */
    public ServerRefusedException(String message, String errorCode, int status, @Nullable Throwable cause) {
        super(Kind.REFUSED, message, cause);
        this.errorCode = DisplayText.clean(Objects.requireNonNull(errorCode, "errorCode"), 100);
        this.status = status;
    }

    /** The {@code error} of the reply, cleaned for showing. */
    public String errorCode() {
        return errorCode;
    }

    /** The HTTP status of the reply, 0 where there was none. */
    public int status() {
        return status;
    }
}
