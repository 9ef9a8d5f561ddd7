package dev.latchkey.oauth;

import dev.latchkey.error.AuthException;
import dev.latchkey.error.CancelledException;
import dev.latchkey.error.ServerRefusedException;
import dev.latchkey.error.UnreachableException;
import dev.latchkey.model.Secret;
import java.util.Optional;

/**
 * What a login, a renewal and a logout ask of a server, each method one exchange or none. {@link AuthorizationServer} is the one that
 * speaks OAuth as the RFCs have it, or nearly so ({@link Dialect}). A server that speaks something else is another implementation:
 * polling, renewal, locks and stores work on these answers and know nothing of how they came about.
 *
 * <p>An implementation repeats nothing by itself, puts no secret into a message, and is safe for use by several threads. Where the
 * thread is interrupted while it waits, each method throws {@link CancelledException} with the interrupt flag set.
 */
public interface LoginServer {
    /**
     * The provider with what its server says of itself: its issuer by its own name, and the scopes that are asked for there.
     *
     * @throws AuthException if the server has to be asked and does not answer well
     */
    OAuthProvider provider();

    /**
     * Where the server listens. Tokens are bound to the token endpoint's origin, and the access token may be sent to the userinfo
     * endpoint.
     *
     * @throws ServerRefusedException if its metadata is missing or wrong
     * @throws UnreachableException if it could not be asked
     */
    Endpoints endpoints();

    /**
     * Asks for a code that a person approves.
     *
     * @throws ServerRefusedException if the server refuses, or does not offer this
     * @throws UnreachableException if it could not be reached, or something else answered in its place
     */
    DeviceAuthorization authorize();

    /**
     * Asks once whether the code was approved. What is to be waited for is refused with {@code authorization_pending} or
     * {@code slow_down}, a denial with {@code access_denied}, an end with {@code expired_token} (RFC 8628 §3.5).
     *
     * @param authorization what {@link #authorize} returned
     */
    TokenAnswer redeem(DeviceAuthorization authorization);

    /** Asks once for new tokens. What says that the session is over is refused with {@code invalid_grant}. */
    TokenAnswer refresh(Secret refreshToken);

    /**
     * Asks that a token be no longer valid; one that is gone already counts as done.
     *
     * @param hint {@code refresh_token} or {@code access_token}
     */
    Revocation revoke(Secret token, String hint);

    /**
     * Asks who a token belongs to.
     *
     * @return empty if there is nowhere to ask
     * @throws AuthException if the server does not say
     */
    Optional<Identity> identity(Secret accessToken);
}
