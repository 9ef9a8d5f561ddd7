package dev.latchkey.session;

import dev.latchkey.model.Secret;
import dev.latchkey.oauth.AuthorizationServer;
import dev.latchkey.oauth.AuthorizationServer.Revocation;
import org.jspecify.annotations.Nullable;

/** Revokes a session's tokens: the refresh token first, since it is worth more (RFC 7009 §2.1). */
final class Revoker {
    private final AuthorizationServer server;

    Revoker(AuthorizationServer server) {
        this.server = server;
    }

    /** Revokes both; the result is the refresh token's, the access token's where there is no other. */
    Revocation revoke(Secret accessToken, @Nullable Secret refreshToken) {
        if (refreshToken == null) {
            return server.revoke(accessToken, "access_token");
        }
        Revocation result = server.revoke(refreshToken, "refresh_token");
        if (result == Revocation.DONE || result == Revocation.REFUSED) {
            // Some servers revoke both at once, some do not, and some only one kind (RFC 7009 §2.2.1,
            // unsupported_token_type); the refresh token's answer is the one that counts.
            server.revoke(accessToken, "access_token");
        }
        return result;
    }
}
