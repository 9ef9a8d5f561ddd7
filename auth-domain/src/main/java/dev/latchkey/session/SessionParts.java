package dev.latchkey.session;

import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.oauth.AuthorizationServer;
import dev.latchkey.oauth.IdTokenVerifier;
import dev.latchkey.oauth.LoginServer;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.oauth.Revocation;
import dev.latchkey.oauth.TrustTokenEndpointTls;
import java.util.Optional;

/** What the operations on a session need. */
record SessionParts(
        OAuthProvider provider, SessionSlot slot, Adapters adapters, LoginServer server, SessionMaker maker) {
    static SessionParts of(OAuthProvider provider, SessionId id, Adapters adapters, IdTokenVerifier verifier) {
        LoginServer server = new AuthorizationServer(provider, adapters.http(), adapters.json(), adapters.time());
        return of(provider, id, adapters, server, verifier);
    }

    /** For a server that may use another protocol than OAuth. ID tokens are validated as by {@link TrustTokenEndpointTls}. */
    static SessionParts of(OAuthProvider provider, SessionId id, Adapters adapters, LoginServer server) {
        return of(provider, id, adapters, server, new TrustTokenEndpointTls(adapters.json()));
    }

    private static SessionParts of(
            OAuthProvider provider, SessionId id, Adapters adapters, LoginServer server, IdTokenVerifier verifier) {
        SessionSlot slot = new SessionSlot(provider, id, adapters);
        SessionMaker maker = new SessionMaker(provider, server, slot.rules(), verifier);
        return new SessionParts(provider, slot, adapters, server, maker);
    }

    /** The parts for another account at the same server. */
    SessionParts forAccount(SessionId id) {
        return new SessionParts(provider, new SessionSlot(provider, id, adapters), adapters, server, maker);
    }

    RenewalMessages messages() {
        return new RenewalMessages(slot);
    }

    /** Starts the events of a login or logout. */
    PendingEvents events() {
        return new PendingEvents(slot.id(), adapters.listener(), adapters.time(), 1);
    }

    /**
     * Revokes a session's tokens: the refresh token first, because it is more valuable (RFC 7009 §2.1).
     *
     * @return the result for the refresh token, or for the access token if there is no refresh token
     */
    Revocation revoke(Secret accessToken, Optional<Secret> refreshToken) {
        if (refreshToken.isEmpty()) {
            return server.revoke(accessToken, "access_token");
        }
        Revocation result = server.revoke(refreshToken.get(), "refresh_token");
        if (result == Revocation.DONE || result == Revocation.REFUSED) {
            // Some servers revoke both at once, some do not, and some support only one kind (RFC 7009 §2.2.1,
            // unsupported_token_type). The result for the refresh token is the relevant one.
            server.revoke(accessToken, "access_token");
        }
        return result;
    }
}
