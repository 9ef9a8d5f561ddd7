package dev.latchkey.token;

import dev.latchkey.oauth.OAuthProvider;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What tokens belong to, beside their user: they are used for nothing else.
 *
 * @param authDomain the host of the authorization server
 * @param clientId the client that the tokens were issued to
 * @param scopes the scopes that were asked for
 * @param audience the audience that was asked for, empty for none
 * @param issuer the issuer, or null where none is known or a Python client dropped it
 */
public record SessionBinding(
        String authDomain,
        String clientId,
        List<String> scopes,
        String audience,
        @Nullable String issuer) {
    public SessionBinding {
        Objects.requireNonNull(authDomain, "authDomain");
        Objects.requireNonNull(clientId, "clientId");
        scopes = List.copyOf(scopes);
        Objects.requireNonNull(audience, "audience");
    }

    /** What tokens of this provider belong to. */
    public static SessionBinding of(OAuthProvider provider) {
        String audience = provider.audience();
        return new SessionBinding(
                provider.authDomain(),
                provider.clientId(),
                provider.scopes(),
                audience == null ? "" : audience,
                provider.issuer());
    }

    /** Whether both speak of the same client at the same server. */
    public boolean sameEnvironmentAs(SessionBinding other) {
        return authDomain.equals(other.authDomain)
                && clientId.equals(other.clientId)
                && (issuer == null || other.issuer == null || issuer.equals(other.issuer));
    }

    /** Whether both ask for the same, the order of scopes aside. */
    public boolean sameRequestAs(SessionBinding other) {
        return Set.copyOf(scopes).equals(Set.copyOf(other.scopes)) && audience.equals(other.audience);
    }
}
