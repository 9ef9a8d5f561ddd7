package dev.latchkey.session;

import dev.latchkey.error.ServerRefusedException;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionEvent.Kind;
import dev.latchkey.oauth.IdTokenClaims;
import dev.latchkey.oauth.IdTokenException;
import dev.latchkey.oauth.IdTokenReader;
import dev.latchkey.oauth.IdTokenVerifier;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.oauth.TokenReply;
import dev.latchkey.port.Json;
import dev.latchkey.token.StoredIdentity;
import dev.latchkey.token.StoredSession;
import dev.latchkey.token.internal.SessionMaker;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who tokens belong to. Safe for use by several threads. */
final class IdentityCheck {
    private final OAuthProvider provider;
    private final IdTokenReader reader;
    private final StoredIdentity stored;
    private final IdTokenVerifier verifier;

    IdentityCheck(OAuthProvider provider, Json json, IdTokenVerifier verifier) {
        this.provider = provider;
        this.reader = new IdTokenReader(json);
        this.stored = new StoredIdentity(provider, json);
        this.verifier = verifier;
    }

    /** Who stored sessions belong to. */
    StoredIdentity stored() {
        return stored;
    }

    /** The session of a new login, its ID token believed. */
    StoredSession loggedIn(TokenReply reply, URI tokenEndpoint, long nowMillis) {
        try {
            return SessionMaker.fromLogin(provider, tokenEndpoint, reply, verified(reply, nowMillis), nowMillis);
        } catch (IdTokenException e) {
            throw refused(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Whether the answer to a refresh has an ID token of another person, issuer or client than the login's (OpenID Connect Core
     * §12.2). One that cannot be read says nothing.
     */
    boolean isSomebodyElses(StoredSession before, TokenReply reply) {
        Optional<IdTokenClaims> claims = read(reply.idToken());
        return claims.isPresent() && !isSamePerson(before, claims.get());
    }

    /**
     * The session after a refresh. An ID token that is not believed, such as one that the server repeats although it has expired,
     * is dropped and told: the tokens beside it are good, and the refresh token that was sent may be used up.
     */
    StoredSession refreshed(StoredSession before, TokenReply reply, URI tokenEndpoint, long nowMillis, Events events) {
        IdTokenClaims claims = null;
        try {
            claims = verified(reply, nowMillis);
        } catch (IdTokenException e) {
            dropped(String.valueOf(e.getMessage()), events);
        } catch (RuntimeException | Error e) {
            // A verifier may be the consumer's own. What it says may be a secret.
            dropped("it could not be checked (" + e.getClass().getName() + ")", events);
        }
        return SessionMaker.refreshed(before, provider, tokenEndpoint, reply, claims, nowMillis);
    }

    private static void dropped(String why, Events events) {
        events.add(Kind.WARNING, "The new ID token was dropped: " + why + ". The one before it stays.");
    }

    private boolean isSamePerson(StoredSession before, IdTokenClaims claims) {
        Optional<IdTokenClaims> first = stored.claims(before);
        if (first.isPresent()) {
            return claims.sameIdentityAs(first.get());
        }
        String issuer = provider.issuer();
        return (before.subject() == null
                        ? isSameName(before, claims)
                        : claims.subject().equals(before.subject()))
                && (issuer == null || claims.issuer().equals(issuer))
                && claims.audience().contains(provider.clientId());
    }

    /** Where the username is all that is known of the first login. */
    private boolean isSameName(StoredSession before, IdTokenClaims claims) {
        Optional<String> known = stored.usernameOf(before);
        Optional<String> claimed = SessionMaker.usernameOf(claims, provider);
        return known.isEmpty() || claimed.isEmpty() || known.equals(claimed);
    }

    private Optional<IdTokenClaims> read(@Nullable Secret idToken) {
        try {
            return idToken == null ? Optional.empty() : Optional.of(reader.read(idToken));
        } catch (IdTokenException e) {
            return Optional.empty();
        }
    }

    /** The server's own clock, where it tells it: ours may be hours off. */
    private @Nullable IdTokenClaims verified(TokenReply reply, long nowMillis) throws IdTokenException {
        Secret idToken = reply.idToken();
        if (idToken == null) {
            return null;
        }
        Long serverTime = reply.serverTimeMillis();
        return verifier.verify(idToken, provider, serverTime == null ? nowMillis : serverTime);
    }

    private ServerRefusedException refused(String why) {
        return new ServerRefusedException(
                "The ID token from " + provider.authDomain() + " is not valid: " + why
                        + ". Check the issuer, the client id and the clock of this machine.",
                "invalid_id_token",
                200);
    }
}
