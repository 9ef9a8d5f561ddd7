package dev.latchkey.oauth;

import dev.latchkey.model.Secret;
import java.time.Instant;

/** Decides whether an ID token's claims are believed. Implementations are safe for use by several threads. */
@FunctionalInterface
public interface IdTokenVerifier {
    /**
     * The claims, believed.
     *
     * @param idToken what the token endpoint sent
     * @param provider whose ID token it should be
     * @param serverTime the time to hold {@code exp} and {@code iat} against
     * @throws IdTokenException if they are not believed, saying why
     */
    IdTokenClaims verify(Secret idToken, OAuthProvider provider, Instant serverTime) throws IdTokenException;
}
