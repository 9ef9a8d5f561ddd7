package dev.latchkey.oauth;

import dev.latchkey.error.JsonFormatException;
import dev.latchkey.model.Secret;
import dev.latchkey.oauth.internal.Fields;
import dev.latchkey.port.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Parses ID tokens without validating them (RFC 7519 §3). Safe for use by several threads. */
public final class IdTokenReader {
    private final Json json;

    public IdTokenReader(Json json) {
        this.json = Objects.requireNonNull(json, "json");
    }

    /**
     * Parses the claims; checks only the format.
     *
     * @throws IdTokenException if it does not consist of three Base64url parts of which the first two are JSON objects, or lacks {@code
     *     iss} or {@code sub}
     */
    public IdTokenClaims read(Secret idToken) throws IdTokenException {
        Map<String, Object> claims = claims(idToken);
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
    public Optional<String> storedClaim(Secret idToken, List<String> claims) throws IdTokenException {
        return new Fields(claims(idToken)).firstText(claims);
    }

    private Map<String, Object> claims(Secret idToken) throws IdTokenException {
        String[] parts = idToken.reveal().split("\\.", -1);
        if (parts.length != 3) {
            throw new IdTokenException("it has " + parts.length + " parts, not three");
        }
        Map<String, Object> header = object(parts[0], "header");
        // An unsigned token proves nothing, whoever sent it (OpenID Connect Core §2).
        if (new Fields(header).text("alg").orElse("none").equalsIgnoreCase("none")) {
            throw new IdTokenException("it is not signed");
        }
        checkSigned(parts[2]);
        return object(parts[1], "payload");
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

    private Map<String, Object> object(String part, String what) throws IdTokenException {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(part);
            return json.read(Secret.of(new String(bytes, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException | JsonFormatException e) {
            throw new IdTokenException("its " + what + " is not JSON in Base64url");
        }
    }
}
