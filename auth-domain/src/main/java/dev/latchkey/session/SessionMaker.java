package dev.latchkey.session;

import dev.latchkey.error.AuthException;
import dev.latchkey.error.CancelledException;
import dev.latchkey.error.ServerRefusedException;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionEvent.Kind;
import dev.latchkey.oauth.IdTokenClaims;
import dev.latchkey.oauth.IdTokenException;
import dev.latchkey.oauth.IdTokenReader;
import dev.latchkey.oauth.IdTokenVerifier;
import dev.latchkey.oauth.Identity;
import dev.latchkey.oauth.Issuers;
import dev.latchkey.oauth.LoginServer;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.oauth.TokenReply;
import dev.latchkey.oauth.internal.ScopeList;
import dev.latchkey.port.Json;
import dev.latchkey.token.SessionBinding;
import dev.latchkey.token.StoredIdentity;
import dev.latchkey.token.StoredSession;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a session out of what the token endpoint sent, and tells whose it is. Safe for use by several threads. */
final class SessionMaker {
    private final OAuthProvider provider;
    private final LoginServer server;
    private final IdTokenReader reader;
    private final StoredIdentity stored;
    private final IdTokenVerifier verifier;

    SessionMaker(OAuthProvider provider, LoginServer server, Json json, IdTokenVerifier verifier) {
        this.provider = provider;
        this.server = server;
        this.reader = new IdTokenReader(json);
        this.stored = new StoredIdentity(provider, json);
        this.verifier = verifier;
    }

    /** Who stored sessions belong to. */
    StoredIdentity stored() {
        return stored;
    }

    /**
     * The session of a new login, its ID token believed. Where that does not name the person, the server is asked; if it does not say,
     * that is told, and no login is lost for it.
     *
     * @param nowMillis when the tokens came, in milliseconds since the epoch
     * @throws ServerRefusedException if the ID token is not believed
     */
    StoredSession loggedIn(TokenReply reply, long nowMillis, PendingEvents events) {
        IdTokenClaims claims;
        try {
            claims = verified(reply, nowMillis);
        } catch (IdTokenException e) {
            throw refused(String.valueOf(e.getMessage()));
        }
        Identity identity = identity(claims, reply.accessToken(), events);
        return new StoredSession(
                reply.accessToken(),
                reply.refreshToken(),
                reply.idToken(),
                expiry(reply, nowMillis),
                nowMillis,
                nowMillis,
                SessionBinding.of(provider, server.endpoints().token()),
                identity.subject(),
                identity.username(),
                "Bearer",
                granted(reply.scope(), reply.refreshToken() != null),
                Map.of());
    }

    private Identity identity(@Nullable IdTokenClaims claims, Secret accessToken, PendingEvents events) {
        Identity known = new Identity(
                claims == null ? null : claims.subject(), usernameOf(claims).orElse(null));
        if (known.username() != null) {
            return known;
        }
        try {
            Identity told = server.identity(accessToken).orElse(known);
            if (known.subject() == null || known.subject().equals(told.subject())) {
                return told;
            }
            // OpenID Connect Core §5.3.2: what it says is somebody else's.
            events.add(Kind.WARNING, "The server's userinfo is not about who logged in, and was not used.");
        } catch (CancelledException e) {
            throw e;
        } catch (AuthException e) {
            events.add(Kind.WARNING, "Your name could not be had. " + e.getMessage());
        }
        return known;
    }

    /**
     * Whether the answer to a refresh has an ID token of another person, issuer or client than the login's (OpenID Connect Core
     * §12.2). One that cannot be read says nothing.
     */
    boolean isSomebodyElses(StoredSession before, TokenReply reply) {
        Secret idToken = reply.idToken();
        try {
            return idToken != null && !isSamePerson(before, reader.read(idToken));
        } catch (IdTokenException e) {
            return false;
        }
    }

    /**
     * The session after a refresh: what the reply leaves out stays as it was (RFC 6749 §5.1, §6), and so does the name that the
     * account goes by. An ID token that is not believed, such as one that the server repeats although it has expired, is dropped
     * and told: the tokens beside it are good, and the refresh token that was sent may be used up.
     *
     * @param nowMillis when the tokens came, in milliseconds since the epoch
     */
    StoredSession refreshed(StoredSession before, TokenReply reply, long nowMillis, PendingEvents events) {
        reply.warnings().forEach(warning -> events.add(Kind.WARNING, warning.value()));
        IdTokenClaims claims = verifiedOrDropped(reply, nowMillis, events);
        Secret rotated = reply.refreshToken();
        StoredSession session = new StoredSession(
                reply.accessToken(),
                rotated == null ? before.refreshToken() : rotated,
                claims == null ? before.idToken() : reply.idToken(),
                expiry(reply, nowMillis),
                nowMillis,
                before.loggedInAtMillis(),
                SessionBinding.of(provider, server.endpoints().token()),
                claims == null ? before.subject() : claims.subject(),
                before.knownUsername().or(() -> usernameOf(claims)).orElse(null),
                "Bearer",
                reply.scope() == null ? before.grantedScopes() : granted(reply.scope(), before.isRefreshable()),
                before.unknown());
        List<String> lost = before.scopes().stream()
                .filter(scope -> !session.scopes().contains(scope))
                .toList();
        if (!lost.isEmpty()) {
            events.add(Kind.WARNING, "The server no longer grants: " + String.join(" ", lost));
        }
        return session;
    }

    private @Nullable IdTokenClaims verifiedOrDropped(TokenReply reply, long nowMillis, PendingEvents events) {
        String why;
        try {
            return verified(reply, nowMillis);
        } catch (IdTokenException e) {
            why = String.valueOf(e.getMessage());
        } catch (RuntimeException | Error e) {
            // A verifier may be the consumer's own. What it says may be a secret.
            why = "it could not be checked (" + e.getClass().getName() + ")";
        }
        events.add(Kind.WARNING, "The new ID token was dropped: " + why + ". The one before it stays.");
        return null;
    }

    private boolean isSamePerson(StoredSession before, IdTokenClaims claims) {
        Optional<IdTokenClaims> first = stored.claims(before);
        if (first.isPresent()) {
            return claims.sameIdentityAs(first.get());
        }
        String issuer = server.provider().issuer();
        return (before.subject() == null
                        ? isSameName(before, claims)
                        : claims.subject().equals(before.subject()))
                && (issuer == null || Issuers.hasIssued(issuer, claims))
                && claims.audience().contains(provider.clientId());
    }

    /** Where the username is all that is known of the first login. */
    private boolean isSameName(StoredSession before, IdTokenClaims claims) {
        Optional<String> known = stored.usernameOf(before);
        Optional<String> claimed = usernameOf(claims);
        return known.isEmpty() || claimed.isEmpty() || known.equals(claimed);
    }

    /** The server's own clock, where it tells it: ours may be hours off. */
    private @Nullable IdTokenClaims verified(TokenReply reply, long nowMillis) throws IdTokenException {
        Secret idToken = reply.idToken();
        if (idToken == null) {
            return null;
        }
        Long serverTime = reply.serverTimeMillis();
        return verifier.verify(idToken, server.provider(), serverTime == null ? nowMillis : serverTime);
    }

    private ServerRefusedException refused(String why) {
        return new ServerRefusedException(
                "The ID token from " + provider.authDomain() + " is not valid: " + why
                        + ". Check the issuer, the client id and the clock of this machine.",
                "invalid_id_token",
                200);
    }

    /** The user that the claims name, by the provider's own claims. */
    private Optional<String> usernameOf(@Nullable IdTokenClaims claims) {
        return claims == null ? Optional.empty() : claims.firstText(provider.usernameClaims());
    }

    private @Nullable Long expiry(TokenReply reply, long nowMillis) {
        Duration life = reply.expiresIn() == null ? provider.dialect().tokenLife() : reply.expiresIn();
        return life == null ? null : Long.valueOf(nowMillis + life.toMillis());
    }

    /**
     * Null where just what the session is for was granted. A server that says nothing granted what it was asked for, which may be
     * less: not every server has the usual scopes.
     */
    private @Nullable List<String> granted(@Nullable String scope, boolean refreshable) {
        List<String> asked = server.provider().scopes();
        List<String> granted = scope == null ? asked : ScopeList.granted(scope, asked, refreshable);
        return Set.copyOf(granted).equals(Set.copyOf(provider.scopes())) ? null : granted;
    }
}
