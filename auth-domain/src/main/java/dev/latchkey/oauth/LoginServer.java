package dev.latchkey.oauth;

import dev.latchkey.error.AuthException;
import dev.latchkey.error.CancelledException;
import dev.latchkey.error.ServerRefusedException;
import dev.latchkey.error.UnreachableException;
import dev.latchkey.model.Secret;
import java.util.Optional;

/**
 * What a login, a renewal and a logout need from a server; each method is one exchange or none. {@link AuthorizationServer} implements
 * OAuth as in the RFCs, with small deviations ({@link Dialect}). A server with another protocol needs another implementation: polling,
 * renewal, locks and stores depend only on these results.
 *
 * <p>An implementation must not retry, must not put secrets into messages, and must be safe for use by several threads. If the thread is
 * interrupted while it waits, each method throws {@link CancelledException} with the interrupt flag set.
 */
public interface LoginServer {
    /**
     * The provider as its server describes it: with the issuer's own name, and the scopes to request there.
     *
     * @throws AuthException if the server must be asked and does not respond properly
     */
    OAuthProvider provider();

    /**
     * The server's endpoints. Tokens are bound to the token endpoint's origin, and the access token may be sent to the userinfo endpoint.
     *
     * @throws ServerRefusedException if its metadata is missing or not valid
     * @throws UnreachableException if the server could not be reached
     */
    Endpoints endpoints();

    /**
     * Requests a code for a person to approve.
     *
     * @throws ServerRefusedException if the server refuses, or does not support this
     * @throws UnreachableException if it could not be reached, or an intermediary responded in its place
     */
    DeviceAuthorization authorize();

    /**
     * Asks once whether the login was approved. A pending login is refused with {@code authorization_pending} or {@code slow_down}, a
     * denied one with {@code access_denied}, an expired one with {@code expired_token} (RFC 8628 §3.5).
     *
     * @param authorization the result of {@link #authorize}
     */
    TokenResponse redeem(DeviceAuthorization authorization);

    /** Requests new tokens once. If the session has ended, the request is refused with {@code invalid_grant}. */
    TokenResponse refresh(Secret refreshToken);

    /**
     * Revokes a token; one that is already invalid counts as revoked.
     *
     * @param hint {@code refresh_token} or {@code access_token}
     */
    Revocation revoke(Secret token, String hint);

    /**
     * Asks which user a token belongs to.
     *
     * @return empty if no endpoint says so
     * @throws AuthException if the server does not say
     */
    Optional<Identity> identity(Secret accessToken);
}
