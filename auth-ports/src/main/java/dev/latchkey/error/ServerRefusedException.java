package dev.latchkey.error;

import dev.latchkey.model.DisplayText;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The authorization server refused permanently, or its response violates the protocol (RFC 6749 §5.2). */
public final class ServerRefusedException extends AuthException {
    private static final long serialVersionUID = 1L;

    private final String errorCode;
    private final int status;
    private @Nullable String namedIssuer;
    private @Nullable URI metadataUrl;

    /**
     * @param message what was refused, by which server, and what to do; without a secret
     * @param errorCode the server's {@code error}, or a code of ours such as {@code invalid_reply}
     * @param status the HTTP status, or 0 if there was none
     */
    public ServerRefusedException(String message, String errorCode, int status) {
        this(message, errorCode, status, null);
    }

    /** Like the constructor without a cause. */
    public ServerRefusedException(String message, String errorCode, int status, @Nullable Throwable cause) {
        super(Kind.REFUSED, message, cause);
        this.errorCode = DisplayText.clean(Objects.requireNonNull(errorCode, "errorCode"), 100);
        this.status = status;
    }

    /**
     * The metadata of a server names a different issuer than the requested one (RFC 8414 §3.3).
     *
     * @param namedIssuer the issuer that the metadata names, cleaned for display
     * @param metadataUrl the URL of the metadata
     */
    public static ServerRefusedException ofAnotherIssuer(
            String message, String errorCode, String namedIssuer, URI metadataUrl) {
        ServerRefusedException refused = new ServerRefusedException(message, errorCode, 200);
        refused.namedIssuer = Objects.requireNonNull(namedIssuer, "namedIssuer");
        refused.metadataUrl = Objects.requireNonNull(metadataUrl, "metadataUrl");
        return refused;
    }

    /** The issuer that the metadata names, cleaned for display, if it is not the requested one. */
    public Optional<String> namedIssuer() {
        return Optional.ofNullable(namedIssuer);
    }

    /** The URL of that metadata. */
    public Optional<URI> metadataUrl() {
        return Optional.ofNullable(metadataUrl);
    }

    /** The {@code error} of the reply, cleaned for display. */
    public String errorCode() {
        return errorCode;
    }

    /** The HTTP status of the reply, if there was one. */
    public OptionalInt status() {
        return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
    }
}
