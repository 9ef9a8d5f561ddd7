package dev.latchkey.session;

import dev.latchkey.error.ServerRefusedException;
import dev.latchkey.model.Secret;
import dev.latchkey.oauth.IdTokenClaims;
import dev.latchkey.oauth.IdTokenException;
import dev.latchkey.oauth.IdTokenReader;
import dev.latchkey.oauth.IdTokenVerifier;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.oauth.TokenReply;
import dev.latchkey.port.Json;
import dev.latchkey.token.SessionMaker;
import dev.latchkey.token.StoredSession;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who tokens belong to. Safe for use by several threads. */
final class IdentityCheck {
    private final OAuthProvider provider;
    private final IdTokenReader reader;
    private final IdTokenVerifier verifier;

    IdentityCheck(OAuthProvider provider, Json json, IdTokenVerifier verifier) {
        this.provider = provider;
        this.reader = new IdTokenReader(json);
        this.verifier = verifier;
    }

    /** The session of a new login, its ID token believed. */
    StoredSession loggedIn(TokenReply reply, long nowMillis) {
        return SessionMaker.fromLogin(provider, reply, verified(reply, nowMillis), nowMillis);
    }

    /** The session after a refresh; a refreshed ID token speaks of the same person (OpenID Connect Core §12.2). */
    StoredSession refreshed(StoredSession before, TokenReply reply, long nowMillis) {
        IdTokenClaims claims = verified(reply, nowMillis);
        if (claims != null && !isSamePerson(before, claims)) {
            throw refused("it is not the ID token of the person who logged in; nothing was saved");
        }
        return SessionMaker.refreshed(before, provider, reply, claims, nowMillis);
    }

    /** The subject of a stored session, from its document or from its ID token. */
    Optional<String> subjectOf(StoredSession session) {
        return Optional.ofNullable(session.subject()).or(() -> claims(session).map(IdTokenClaims::subject));
    }

    /** The username of a stored session, from its document or from its ID token. */
    Optional<String> usernameOf(StoredSession session) {
        return session.knownUsername().or(() -> claimedUsername(session));
    }

    /** Bitfount's Python client keeps ID tokens that may have the username claim and no other. */
    private Optional<String> claimedUsername(StoredSession session) {
        Secret idToken = session.idToken();
        try {
            return idToken == null ? Optional.empty() : reader.storedClaim(idToken, provider.usernameClaim());
        } catch (IdTokenException e) {
            return Optional.empty();
        }
    }

    /** The claims of a stored ID token, which was believed when it was stored. */
    Optional<IdTokenClaims> claims(StoredSession session) {
        Secret idToken = session.idToken();
        if (idToken == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(reader.read(idToken));
        } catch (IdTokenException e) {
            return Optional.empty();
        }
    }

    private boolean isSamePerson(StoredSession before, IdTokenClaims claims) {
        Optional<IdTokenClaims> first = claims(before);
        if (first.isPresent()) {
            return claims.sameIdentityAs(first.get());
        }
        if (before.subject() != null) {
            return claims.subject().equals(before.subject());
        }
        // The username is all that is known of the first login.
        Optional<String> known = usernameOf(before);
        Optional<String> claimed = SessionMaker.usernameOf(claims, provider);
        return known.isEmpty() || claimed.isEmpty() || known.equals(claimed);
    }

    /** The server's own clock, where it tells it: ours may be hours off. */
    private @Nullable IdTokenClaims verified(TokenReply reply, long nowMillis) {
        Secret idToken = reply.idToken();
        if (idToken == null) {
            return null;
        }
        Long serverTime = reply.serverTimeMillis();
        try {
            return verifier.verify(idToken, provider, serverTime == null ? nowMillis : serverTime);
        } catch (IdTokenException e) {
            throw refused(String.valueOf(e.getMessage()));
        }
    }

    private ServerRefusedException refused(String why) {
        return new ServerRefusedException(
                "The ID token from " + provider.authDomain() + " is not valid: " + why
                        + ". Check the issuer and the client id.",
                "invalid_id_token",
                200);
    }
}
