package dev.latchkey.oauth;

import dev.latchkey.error.JsonFormatException;
import dev.latchkey.model.Secret;
import dev.latchkey.oauth.internal.Fields;
import dev.latchkey.port.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The claims of an ID token (OpenID Connect Core §2).
 *
 * @param issuer {@code iss}
 * @param subject {@code sub}
 * @param audience {@code aud}, always as a list
 * @param all all claims, unchanged
 */
public record IdTokenClaims(String issuer, String subject, List<String> audience, Map<String, Object> all) {
    public IdTokenClaims {
        audience = List.copyOf(audience);
    }

    /**
     * Parses the claims of an ID token without validating it (RFC 7519 §3); checks only the format.
     *
     * @throws IdTokenException if it does not consist of three Base64url parts of which the first two are JSON objects, or lacks {@code
     *     iss} or {@code sub}
     */
    public static IdTokenClaims read(Secret idToken, Json json) throws IdTokenException {
        Map<String, Object> claims = claims(idToken, json);
        Fields fields = new Fields(claims);
        return new IdTokenClaims(
                fields.text("iss").orElseThrow(() -> new IdTokenException("it has no iss")),
                fields.text("sub").orElseThrow(() -> new IdTokenException("it has no sub")),
                fields.texts("aud"),
                claims);
    }

    /**
     * The first of these claims in an ID token that was validated before it was stored. The token may lack all others.
     *
     * @return the first that is a non-empty string
     * @throws IdTokenException if it does not consist of three Base64url parts of which the first two are JSON objects
     */
    public static Optional<String> stored(Secret idToken, List<String> claims, Json json) throws IdTokenException {
        return new Fields(claims(idToken, json)).firstText(claims);
    }

    /** A claim that is a non-empty string. */
    public Optional<String> text(String claim) {
        return new Fields(all).text(claim);
    }

    /** The first of these claims that is a non-empty string. */
    public Optional<String> firstText(List<String> claims) {
        return new Fields(all).firstText(claims);
    }

    /** The session at the server, if the claims name one ({@code sid}, OpenID Connect Front-Channel Logout §3). */
    public Optional<String> sessionAtServer() {
        return text("sid");
    }

    /** Whether both have the same user, issuer and client (OpenID Connect Core §12.2). */
    public boolean sameIdentityAs(@Nullable IdTokenClaims other) {
        return other != null
                && issuer.equals(other.issuer)
                && subject.equals(other.subject)
                && Set.copyOf(audience).equals(Set.copyOf(other.audience));
    }

    /** Contains no data, because a user's identity does not belong in a log. */
    @Override
    public String toString() {
        return "IdTokenClaims[redacted]";
    }

    private static Map<String, Object> claims(Secret idToken, Json json) throws IdTokenException {
        String[] parts = idToken.reveal().split("\\.", -1);
        if (parts.length != 3) {
            throw new IdTokenException("it has " + parts.length + " parts, not three");
        }
        Map<String, Object> header = object(parts[0], "header", json);
        // An unsigned token proves nothing, whoever sent it (OpenID Connect Core §2).
        if (new Fields(header).text("alg").orElse("none").equalsIgnoreCase("none")) {
            throw new IdTokenException("it is not signed");
        }
        checkSigned(parts[2]);
        return object(parts[1], "payload", json);
    }

    private static void checkSigned(String signature) throws IdTokenException {
        if (signature.isEmpty()) {
            throw new IdTokenException("it is not signed");
        }
        try {
            Base64.getUrlDecoder().decode(signature);
        } catch (IllegalArgumentException e) {
            throw new IdTokenException("its signature is not Base64url");
        }
    }

    private static Map<String, Object> object(String part, String what, Json json) throws IdTokenException {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(part);
            return json.read(Secret.of(new String(bytes, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException | JsonFormatException e) {
            throw new IdTokenException("its " + what + " is not JSON in Base64url");
        }
    }
}
