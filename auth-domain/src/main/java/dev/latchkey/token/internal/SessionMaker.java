package dev.latchkey.token.internal;

import dev.latchkey.model.Secret;
import dev.latchkey.oauth.IdTokenClaims;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.oauth.TokenReply;
import dev.latchkey.oauth.internal.ScopeList;
import dev.latchkey.token.SessionBinding;
import dev.latchkey.token.StoredSession;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a session out of what the token endpoint sent. Pure. */
public final class SessionMaker {
    private SessionMaker() {}

    /**
     * The session of a new login.
     *
     * @param claims what the ID token says, believed, or null where none came
     * @param tokenEndpoint where the tokens came from
     * @param nowMillis when the reply arrived, in milliseconds since the epoch
     */
    public static StoredSession fromLogin(
            OAuthProvider provider,
            URI tokenEndpoint,
            TokenReply reply,
            @Nullable IdTokenClaims claims,
            long nowMillis) {
        return new StoredSession(
                reply.accessToken(),
                reply.refreshToken(),
                reply.idToken(),
                expiry(reply, nowMillis),
                nowMillis,
                nowMillis,
                SessionBinding.of(provider, tokenEndpoint),
                claims == null ? null : claims.subject(),
                usernameOf(claims, provider).orElse(null),
                "Bearer",
                granted(reply, provider.scopes(), reply.refreshToken() != null),
                Map.of());
    }

    /**
     * The session after a refresh: what the reply leaves out stays as it was (RFC 6749 §5.1, §6), and so does the name that the
     * account goes by.
     *
     * @param tokenEndpoint where the tokens came from
     * @param claims what the new ID token says, believed, or null where none came or it was not believed: then the old one stays
     */
    public static StoredSession refreshed(
            StoredSession before,
            OAuthProvider provider,
            URI tokenEndpoint,
            TokenReply reply,
            @Nullable IdTokenClaims claims,
            long nowMillis) {
        Secret rotated = reply.refreshToken();
        Secret idToken = claims == null ? null : reply.idToken();
        List<String> granted = reply.scope() == null
                ? before.grantedScopes()
                : granted(reply, provider.scopes(), before.isRefreshable());
        return new StoredSession(
                reply.accessToken(),
                rotated == null ? before.refreshToken() : rotated,
                idToken == null ? before.idToken() : idToken,
                expiry(reply, nowMillis),
                nowMillis,
                before.loggedInAtMillis(),
                SessionBinding.of(provider, tokenEndpoint),
                claims == null ? before.subject() : claims.subject(),
                before.knownUsername().or(() -> usernameOf(claims, provider)).orElse(null),
                "Bearer",
                granted,
                before.unknown());
    }

    /** The user that the claims name, by the provider's own claim. */
    public static Optional<String> usernameOf(@Nullable IdTokenClaims claims, OAuthProvider provider) {
        return claims == null ? Optional.empty() : claims.text(provider.usernameClaim());
    }

    private static @Nullable Long expiry(TokenReply reply, long nowMillis) {
        return reply.expiresIn() == null
                ? null
                : Long.valueOf(nowMillis + reply.expiresIn().toMillis());
    }

    /** Null where just what was asked for was granted. */
    private static @Nullable List<String> granted(TokenReply reply, List<String> asked, boolean refreshable) {
        String scope = reply.scope();
        if (scope == null) {
            return null;
        }
        List<String> granted = ScopeList.granted(scope, asked, refreshable);
        return Set.copyOf(granted).equals(Set.copyOf(asked)) ? null : granted;
    }
}
