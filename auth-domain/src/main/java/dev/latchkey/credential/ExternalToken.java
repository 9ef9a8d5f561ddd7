package dev.latchkey.credential;

import dev.latchkey.model.Secret;
import dev.latchkey.oauth.AccessTokens;
import java.util.Objects;

/**
 * An access token that somebody else manages, as a rule a JWT.
 *
 * @param token the token
 * @param expiresAtMillis when it expires, in milliseconds since the epoch
 */
public record ExternalToken(Secret token, long expiresAtMillis) {
    public ExternalToken {
        Objects.requireNonNull(token, "token");
        if (!AccessTokens.isFit(token)) {
            throw new IllegalArgumentException("the token must be one line of ASCII characters that is not empty");
        }
    }
}
