package dev.latchkey.oauth;

import dev.latchkey.model.DisplayText;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An error reply (RFC 6749 §5.2, RFC 8628 §3.5), safe to show.
 *
 * @param code the {@code error}, cleaned
 * @param description the {@code error_description}, cleaned; empty where there is none
 * @param status the HTTP status
 * @param newInterval the {@code interval} that some servers send along with {@code slow_down}, or null
 */
public record OAuthError(
        String code,
        DisplayText description,
        int status,
        @Nullable Duration newInterval) {
    /** Our own word for a reply that breaks the protocol. */
    public static final String INVALID_REPLY = "invalid_reply";

    private static final int LONGEST_CODE = 100;

    public OAuthError {
        code = DisplayText.clean(Objects.requireNonNull(code, "code"), LONGEST_CODE);
        Objects.requireNonNull(description, "description");
    }

    /** A reply that breaks the protocol, in our words. */
    public static OAuthError invalidReply(String description, int status) {
        return new OAuthError(INVALID_REPLY, DisplayText.of(description), status, null);
    }

    /** The interval that the server names, if it does. */
    public Optional<Duration> interval() {
        return Optional.ofNullable(newInterval);
    }

    /** Whether the server answered with this error. */
    public boolean is(String otherCode) {
        return code.equals(otherCode);
    }

    /** The error for a message: {@code invalid_client (the client is unknown)}. */
    public String shown() {
        return description.value().isEmpty() ? code : code + " (" + description + ")";
    }
}
