package dev.latchkey.session;

import dev.latchkey.error.AuthException;
import dev.latchkey.error.CancelledException;
import dev.latchkey.error.ServerRefusedException;
import dev.latchkey.model.DisplayText;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionEvent.Kind;
import dev.latchkey.oauth.GrantedTokens;
import dev.latchkey.oauth.IdTokenClaims;
import dev.latchkey.oauth.IdTokenException;
import dev.latchkey.oauth.IdTokenVerifier;
import dev.latchkey.oauth.Identity;
import dev.latchkey.oauth.Issuers;
import dev.latchkey.oauth.LoginServer;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.oauth.internal.ScopeList;
import dev.latchkey.token.SessionBinding;
import dev.latchkey.token.SessionCheck;
import dev.latchkey.token.StoredSession;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Creates a session from a reply of the token endpoint and determines its user. Safe for use by several threads. */
final class SessionMaker {
    private final OAuthProvider provider;
    private final LoginServer server;
    private final SessionCheck rules;
    private final IdTokenVerifier verifier;

    SessionMaker(OAuthProvider provider, LoginServer server, SessionCheck rules, IdTokenVerifier verifier) {
        this.provider = provider;
        this.server = server;
        this.rules = rules;
        this.verifier = verifier;
    }

    /**
     * The session of a new login, with its ID token validated. If that does not name the user, the server is asked. If the server does not
     * say, a warning is given, but the login does not fail.
     *
     * @param nowMillis when the tokens were received, in milliseconds since the epoch
     * @throws ServerRefusedException if the ID token is not valid
     */
    StoredSession loggedIn(GrantedTokens reply, long nowMillis, PendingEvents events) {
        IdTokenClaims claims;
        try {
            claims = verified(reply, nowMillis);
        } catch (IdTokenException e) {
            throw refused(String.valueOf(e.getMessage()));
        }
        Identity identity = identity(claims, reply.accessToken(), events);
        Instant now = Instant.ofEpochMilli(nowMillis);
        return StoredSession.builder(
                        reply.accessToken(),
                        SessionBinding.of(provider, server.endpoints().token()))
                .refreshToken(reply.refreshToken().orElse(null))
                .idToken(reply.idToken().orElse(null))
                .expiresAt(expiry(reply, now))
                .issuedAt(now)
                .loggedInAt(now)
                .subject(identity.subject().orElse(null))
                .username(identity.username().orElse(null))
                .tokenType("Bearer")
                .grantedScopes(granted(reply.scope(), reply.refreshToken().isPresent()))
                .build();
    }

    private Identity identity(@Nullable IdTokenClaims claims, Secret accessToken, PendingEvents events) {
        Identity known = new Identity(Optional.ofNullable(claims).map(IdTokenClaims::subject), usernameOf(claims));
        if (known.username().isPresent()) {
            return known;
        }
        try {
            Identity told = server.identity(accessToken).orElse(known);
            if (known.subject().isEmpty() || known.subject().equals(told.subject())) {
                return told;
            }
            // OpenID Connect Core §5.3.2: the response is about someone else.
            events.add(Kind.WARNING, "The server's userinfo is not about who logged in, and was not used.");
        } catch (CancelledException e) {
            throw e;
        } catch (AuthException e) {
            events.add(Kind.WARNING, "Your name could not be had. " + e.getMessage());
        }
        return known;
    }

    /**
     * Whether the reply to a refresh has an ID token of another user, issuer or client than the login's (OpenID Connect Core §12.2). One
     * that cannot be parsed is ignored.
     */
    boolean isSomebodyElses(StoredSession before, GrantedTokens reply) {
        Optional<IdTokenClaims> claims = rules.claims(reply.idToken().orElse(null));
        return claims.isPresent() && !isSamePerson(before, claims.get());
    }

    /**
     * The session after a refresh: values that the reply omits are kept (RFC 6749 §5.1, §6), and so is the account's name. An invalid ID
     * token, such as an expired one that the server repeats, is dropped with a warning: the other tokens are valid, and the refresh token
     * that was sent may be used up.
     *
     * @param nowMillis when the tokens were received, in milliseconds since the epoch
     */
    StoredSession refreshed(StoredSession before, GrantedTokens reply, long nowMillis, PendingEvents events) {
        // A loop, because JDK 25 generates code for some lambdas at run time, in each process that renews.
        for (DisplayText warning : reply.warnings()) {
            events.add(Kind.WARNING, warning.value());
        }
        IdTokenClaims claims = verifiedOrDropped(reply, nowMillis, events);
        Instant now = Instant.ofEpochMilli(nowMillis);
        StoredSession.Builder builder = before.toBuilder()
                .accessToken(reply.accessToken())
                .binding(SessionBinding.of(provider, server.endpoints().token()))
                .expiresAt(expiry(reply, now))
                .issuedAt(now)
                .username((before.username().isPresent() ? before.username() : usernameOf(claims)).orElse(null))
                .tokenType("Bearer");
        reply.refreshToken().ifPresent(builder::refreshToken);
        if (claims != null) {
            builder.idToken(reply.idToken().orElse(null)).subject(claims.subject());
        }
        if (reply.scope().isPresent()) {
            builder.grantedScopes(granted(reply.scope(), before.isRefreshable()));
        }
        StoredSession session = builder.build();
        List<String> lost = before.scopes().stream()
                .filter(scope -> !session.scopes().contains(scope))
                .toList();
        if (!lost.isEmpty()) {
            events.add(Kind.WARNING, "The server no longer grants: " + String.join(" ", lost));
        }
        return session;
    }

    private @Nullable IdTokenClaims verifiedOrDropped(GrantedTokens reply, long nowMillis, PendingEvents events) {
        String why;
        try {
            return verified(reply, nowMillis);
        } catch (IdTokenException e) {
            why = String.valueOf(e.getMessage());
        } catch (RuntimeException | Error e) {
            // The verifier may be the application's own. Its message may contain a secret.
            why = "it could not be checked (" + e.getClass().getName() + ")";
        }
        events.add(Kind.WARNING, "The new ID token was dropped: " + why + ". The one before it stays.");
        return null;
    }

    private boolean isSamePerson(StoredSession before, IdTokenClaims claims) {
        Optional<IdTokenClaims> first = rules.claims(before.idToken().orElse(null));
        if (first.isPresent()) {
            return claims.sameIdentityAs(first.get());
        }
        Optional<String> issuer = server.provider().issuer();
        return (before.subject().isEmpty()
                        ? isSameName(before, claims)
                        : before.subject().get().equals(claims.subject()))
                && (issuer.isEmpty() || Issuers.hasIssued(issuer.get(), claims))
                && claims.audience().contains(provider.clientId());
    }

    /** If only the username of the first login is known. */
    private boolean isSameName(StoredSession before, IdTokenClaims claims) {
        Optional<String> known = rules.usernameOf(before);
        Optional<String> claimed = usernameOf(claims);
        return known.isEmpty() || claimed.isEmpty() || known.equals(claimed);
    }

    /** Uses the server's clock if known, because this machine's may be hours off. */
    private @Nullable IdTokenClaims verified(GrantedTokens reply, long nowMillis) throws IdTokenException {
        Optional<Secret> idToken = reply.idToken();
        if (idToken.isEmpty()) {
            return null;
        }
        Instant serverTime = reply.serverTime().orElse(Instant.ofEpochMilli(nowMillis));
        return verifier.verify(idToken.get(), server.provider(), serverTime);
    }

    private ServerRefusedException refused(String why) {
        return new ServerRefusedException(
                "The ID token from " + provider.authDomain() + " is not valid: " + why
                        + ". Check the issuer, the client id and the clock of this machine.",
                "invalid_id_token",
                200);
    }

    /** The user named by the provider's username claims. */
    private Optional<String> usernameOf(@Nullable IdTokenClaims claims) {
        return claims == null ? Optional.empty() : claims.firstText(provider.usernameClaims());
    }

    private @Nullable Instant expiry(GrantedTokens reply, Instant now) {
        Optional<Duration> life = reply.expiresIn().or(provider.dialect()::tokenLife);
        return life.map(now::plus).orElse(null);
    }

    /**
     * Null if exactly the requested scopes were granted. A server that does not say granted the scopes of its request, which may be fewer:
     * not every server has the default scopes.
     */
    private @Nullable List<String> granted(Optional<String> scope, boolean refreshable) {
        List<String> asked = server.provider().scopes();
        List<String> granted = scope.isPresent() ? ScopeList.granted(scope.get(), asked, refreshable) : asked;
        return Set.copyOf(granted).equals(Set.copyOf(provider.scopes())) ? null : granted;
    }
}
