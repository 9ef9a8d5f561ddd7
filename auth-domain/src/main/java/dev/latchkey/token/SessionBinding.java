package dev.latchkey.token;

import dev.latchkey.model.Origin;
import dev.latchkey.oauth.Endpoints;
import dev.latchkey.oauth.Issuers;
import dev.latchkey.oauth.OAuthProvider;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What tokens are bound to, apart from their user; they must not be used for anything else. Immutable; created by {@code of} and {@code
 * with…}.
 *
 * @param authDomain the host of the authorization server
 * @param clientId the client that the tokens were issued to
 * @param scopes the requested scopes
 * @param audience the requested audience, if any
 * @param issuer the issuer; may be unknown, and a Python client drops it
 * @param resources the requested resource indicators (RFC 8707), if known: version 0.1.0 and the Python client do not write them
 * @param tokenOrigin the origin of the token endpoint, to which the refresh token may be sent; if unknown, the authorization server's own
 * @param tokenEndpointGiven whether that endpoint was given by a person or a program instead of the issuer's metadata
 */
public record SessionBinding(
        String authDomain,
        String clientId,
        List<String> scopes,
        Optional<String> audience,
        Optional<String> issuer,
        Optional<List<String>> resources,
        Optional<String> tokenOrigin,
        boolean tokenEndpointGiven) {
    public SessionBinding {
        Objects.requireNonNull(authDomain, "authDomain");
        Objects.requireNonNull(clientId, "clientId");
        scopes = List.copyOf(scopes);
        // Documents use an empty string for none.
        audience = audience.equals(Optional.of("")) ? Optional.empty() : audience;
    }

    /** The binding of tokens whose document contains neither the resources nor the endpoint that issued them. */
    public static SessionBinding of(
            String authDomain,
            String clientId,
            List<String> scopes,
            @Nullable String audience,
            @Nullable String issuer) {
        return new SessionBinding(
                authDomain,
                clientId,
                scopes,
                Optional.ofNullable(audience),
                Optional.ofNullable(issuer),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    /** The binding of this provider's tokens, as far as it is known without its metadata. */
    public static SessionBinding of(OAuthProvider provider) {
        Optional<Endpoints> endpoints = provider.endpoints();
        return of(provider, endpoints.isPresent() ? endpoints.get().token() : null);
    }

    /** The binding of tokens issued by this endpoint of the provider. */
    public static SessionBinding of(OAuthProvider provider, @Nullable URI tokenEndpoint) {
        return new SessionBinding(
                provider.authDomain(),
                provider.clientId(),
                provider.scopes(),
                provider.audience(),
                provider.issuer(),
                Optional.of(provider.resources()),
                tokenEndpoint == null
                        ? Optional.empty()
                        : Optional.of(Origin.of(tokenEndpoint).toString()),
                provider.endpoints().isPresent());
    }

    /** This binding with these resources. */
    public SessionBinding withResources(List<String> asked) {
        return new SessionBinding(
                authDomain,
                clientId,
                scopes,
                audience,
                issuer,
                Optional.of(List.copyOf(asked)),
                tokenOrigin,
                tokenEndpointGiven);
    }

    /** Whether both have the same client and server. */
    public boolean sameEnvironmentAs(SessionBinding other) {
        return authDomain.equals(other.authDomain)
                && clientId.equals(other.clientId)
                && (issuer.isEmpty() || other.issuer.isEmpty() || Issuers.isSame(issuer.get(), other.issuer.get()))
                && sameTokenEndpointAs(other);
    }

    /**
     * Whether a refresh token of one may be sent to the other's token endpoint. An endpoint from the issuer's metadata is the issuer's own,
     * wherever it is. One that was given must be the same, or have the authorization server's own origin.
     */
    public boolean sameTokenEndpointAs(SessionBinding other) {
        if (!tokenEndpointGiven && !other.tokenEndpointGiven) {
            return true;
        }
        if (tokenOrigin.isPresent() && other.tokenOrigin.isPresent()) {
            return tokenOrigin.equals(other.tokenOrigin);
        }
        return isOwnEndpoint() && other.isOwnEndpoint();
    }

    /**
     * Whether these tokens may be sent to a revocation endpoint that was given. Tokens of endpoints that were also given may be: there is
     * no issuer's metadata that it could contradict.
     */
    boolean mayBeRevokedAt(URI revocationEndpoint) {
        String origin = Origin.of(revocationEndpoint).toString();
        return tokenEndpointGiven || issuer.isEmpty() || tokenOrigin.equals(Optional.of(origin)) || isOwn(origin);
    }

    private boolean isOwnEndpoint() {
        return tokenOrigin.isEmpty() || isOwn(tokenOrigin.get());
    }

    private boolean isOwn(String origin) {
        String own = authDomain.replaceFirst(":(443|80)$", "");
        return origin.equals("https://" + own) || origin.equals("http://" + own);
    }

    /** Whether both have the same request, ignoring the order of scopes and resources. */
    public boolean sameRequestAs(SessionBinding other) {
        return Set.copyOf(scopes).equals(Set.copyOf(other.scopes))
                && audience.equals(other.audience)
                && sameResourcesAs(other);
    }

    /** Whether both have the same resources, in any order; also true if they are unknown for one. */
    public boolean sameResourcesAs(SessionBinding other) {
        return resources.isEmpty()
                || other.resources.isEmpty()
                || Set.copyOf(resources.get()).equals(Set.copyOf(other.resources.get()));
    }
}
