package dev.latchkey.oauth;

import dev.latchkey.model.DisplayText;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * An error response (RFC 6749 §5.2, RFC 8628 §3.5), safe to display.
 *
 * @param code the {@code error}, cleaned
 * @param description the {@code error_description}, cleaned
 * @param status the HTTP status
 * @param interval the {@code interval} that some servers send with {@code slow_down}
 */
public record OAuthError(String code, Optional<DisplayText> description, int status, Optional<Duration> interval) {
    /** This library's code for a reply that violates the protocol. */
    public static final String INVALID_REPLY = "invalid_reply";

    private static final int LONGEST_CODE = 100;

    public OAuthError {
        code = DisplayText.clean(Objects.requireNonNull(code, "code"), LONGEST_CODE);
    }

    /** A reply that violates the protocol, described by this library. */
    public static OAuthError invalidReply(String description, int status) {
        return new OAuthError(INVALID_REPLY, Optional.of(DisplayText.of(description)), status, Optional.empty());
    }

    /** Whether the error has this code. */
    public boolean is(String otherCode) {
        return code.equals(otherCode);
    }

    /** The error for a message: {@code invalid_client (the client is unknown)}. */
    public String shown() {
        return description.isPresent() ? code + " (" + description.get() + ")" : code;
    }
}
