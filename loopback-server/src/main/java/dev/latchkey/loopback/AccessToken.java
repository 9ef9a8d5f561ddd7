package dev.latchkey.loopback;

import java.time.Instant;

/**
 * An access token that is or was valid.
 *
 * @param family the login that it comes from
 * @param grant what it allows
 * @param expiresAt when it expires
 */
record AccessToken(TokenFamily family, Grant grant, Instant expiresAt) {
    boolean isValidAt(Instant now) {
        return now.isBefore(expiresAt) && !family.isRevoked();
    }
}
