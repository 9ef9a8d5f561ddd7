package dev.latchkey.credential;

import dev.latchkey.model.Secret;
import dev.latchkey.oauth.AccessTokens;
import java.time.Instant;
import java.util.Objects;

/**
 * An access token that another program manages, usually a JWT.
 *
 * @param token the token
 * @param expiresAt when it expires
 */
public record ExternalToken(Secret token, Instant expiresAt) {
    public ExternalToken {
        Objects.requireNonNull(token, "token");
        Objects.requireNonNull(expiresAt, "expiresAt");
        if (!AccessTokens.isWellFormed(token)) {
            throw new IllegalArgumentException("the token must be one line of ASCII characters that is not empty");
        }
    }
}
