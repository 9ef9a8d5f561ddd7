package dev.latchkey.loopback;

import dev.latchkey.model.Secret;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tokens in one response.
 *
 * @param accessToken the access token
 * @param refreshToken the refresh token; if empty, the one that was sent remains valid
 * @param idToken the ID token; empty if {@code openid} was not granted
 * @param life how long the access token is valid after it was issued
 * @param scopes the scopes of the access token
 */
public record IssuedTokens(
        Secret accessToken,
        Optional<Secret> refreshToken,
        Optional<Secret> idToken,
        Duration life,
        List<String> scopes) {
    public IssuedTokens {
        scopes = List.copyOf(scopes);
    }

    /** The response of a token endpoint (RFC 6749 §5.1). */
    Map<String, Object> toJson() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("access_token", accessToken.reveal());
        body.put("token_type", "Bearer");
        body.put("expires_in", life.toSeconds());
        refreshToken.ifPresent(token -> body.put("refresh_token", token.reveal()));
        idToken.ifPresent(token -> body.put("id_token", token.reveal()));
        if (!scopes.isEmpty()) {
            body.put("scope", Scopes.join(scopes));
        }
        return body;
    }
}
