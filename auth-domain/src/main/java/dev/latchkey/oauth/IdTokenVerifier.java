package dev.latchkey.oauth;

import dev.latchkey.model.Secret;
import java.time.Instant;

/** Decides whether an ID token is valid. Implementations must be safe for use by several threads. */
@FunctionalInterface
public interface IdTokenVerifier {
    /**
     * Returns the validated claims.
     *
     * @param idToken the token from the token endpoint
     * @param provider the provider that must have issued it
     * @param serverTime the time to compare {@code exp} and {@code iat} with
     * @throws IdTokenException if the token is not valid; the message says why
     */
    IdTokenClaims verify(Secret idToken, OAuthProvider provider, Instant serverTime) throws IdTokenException;
}
