package dev.latchkey.session;

import dev.latchkey.model.SessionId;
import dev.latchkey.oauth.AuthorizationServer;
import dev.latchkey.oauth.IdTokenVerifier;
import dev.latchkey.oauth.OAuthProvider;

/** What the steps of a session's journey work with. */
record SessionParts(
        OAuthProvider provider,
        SessionFile file,
        Adapters adapters,
        AuthorizationServer server,
        IdentityCheck identity) {
    static SessionParts of(OAuthProvider provider, SessionId id, Adapters adapters, IdTokenVerifier verifier) {
        return new SessionParts(
                provider,
                new SessionFile(provider, id, adapters),
                adapters,
                new AuthorizationServer(provider, adapters.http(), adapters.json(), adapters.time()),
                new IdentityCheck(provider, adapters.json(), verifier));
    }

    /** The same for another account at the same server. */
    SessionParts forAccount(SessionId id) {
        return new SessionParts(provider, new SessionFile(provider, id, adapters), adapters, server, identity);
    }
}
