package dev.latchkey.error;

import dev.latchkey.model.DisplayText;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The authorization server refused for good, or its answer breaks the protocol (RFC 6749 §5.2). */
public final class ServerRefusedException extends AuthException {
    private static final long serialVersionUID = 1L;

    private final String errorCode;
    private final int status;
    private @Nullable String namedIssuer;
    private @Nullable URI metadataUrl;

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

    /**
     * The metadata of a server is another issuer's than the one asked for (RFC 8414 §3.3).
     *
     * @param namedIssuer what the server calls itself, cleaned for showing
     * @param metadataUrl where it does
     */
    public static ServerRefusedException ofAnotherIssuer(
            String message, String errorCode, String namedIssuer, URI metadataUrl) {
        ServerRefusedException refused = new ServerRefusedException(message, errorCode, 200);
        refused.namedIssuer = Objects.requireNonNull(namedIssuer, "namedIssuer");
        refused.metadataUrl = Objects.requireNonNull(metadataUrl, "metadataUrl");
        return refused;
    }

    /** What the server calls itself, cleaned for showing, where that is not the issuer that was asked for. */
    public Optional<String> namedIssuer() {
        return Optional.ofNullable(namedIssuer);
    }

    /** The metadata in which it does. */
    public Optional<URI> metadataUrl() {
        return Optional.ofNullable(metadataUrl);
    }

    /** The {@code error} of the reply, cleaned for showing. */
    public String errorCode() {
        return errorCode;
    }

    /** The HTTP status of the reply, where there was one. */
    public OptionalInt status() {
        return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
    }
}
