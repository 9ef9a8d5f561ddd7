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
 * What tokens belong to, apart from their user: they are used for nothing else. Immutable; made by {@code of} and {@code with…}.
 *
 * @param authDomain the host of the authorization server
 * @param clientId the client that the tokens were issued to
 * @param scopes the scopes that were asked for
 * @param audience the audience that was asked for, if one was
 * @param issuer the issuer; none may be known, and a Python client drops it
 * @param resources the resource indicators that were asked for (RFC 8707), where that is known: version 0.1.0 and the Python client
 *     do not write them
 * @param tokenOrigin the origin of the token endpoint, where the refresh token may go; where that is not known it is the
 *     authorization server's own
 * @param tokenEndpointGiven whether that endpoint was named by a person or a program, and not by the issuer's metadata
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
        // Documents have an empty text for none.
        audience = audience.equals(Optional.of("")) ? Optional.empty() : audience;
    }

    /** What is known of tokens whose document says neither for which resources they are nor which endpoint issued them. */
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

    /** What tokens of this provider belong to, as far as that is known before its metadata is. */
    public static SessionBinding of(OAuthProvider provider) {
        Optional<Endpoints> endpoints = provider.endpoints();
        return of(provider, endpoints.isPresent() ? endpoints.get().token() : null);
    }

    /** What tokens belong to that this endpoint of the provider issues. */
    public static SessionBinding of(OAuthProvider provider, @Nullable URI tokenEndpoint) {
        return of(
                        provider.authDomain(),
                        provider.clientId(),
                        provider.scopes(),
                        provider.audience().orElse(null),
                        provider.issuer().orElse(null))
                .withResources(provider.resources())
                .withTokenEndpoint(
                        tokenEndpoint == null ? null : Origin.of(tokenEndpoint).toString(),
                        provider.endpoints().isPresent());
    }

    /** The same for these resources. */
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

    /** The same of tokens that an endpoint at this origin issues; null where that is not known. */
    SessionBinding withTokenEndpoint(@Nullable String origin, boolean given) {
        return new SessionBinding(
                authDomain, clientId, scopes, audience, issuer, resources, Optional.ofNullable(origin), given);
    }

    /** Whether both speak of the same client at the same server. */
    public boolean sameEnvironmentAs(SessionBinding other) {
        return authDomain.equals(other.authDomain)
                && clientId.equals(other.clientId)
                && (issuer.isEmpty() || other.issuer.isEmpty() || Issuers.isSame(issuer.get(), other.issuer.get()))
                && sameTokenEndpointAs(other);
    }

    /**
     * Whether a refresh token of the one may go where the other's goes. An endpoint that the issuer's metadata names is the
     * issuer's own, wherever it is; one that was given has to be the same one, or at the authorization server's own origin.
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
     * Whether tokens of this may go to a revocation endpoint that was given. Those of endpoints that were given, too, may: there is
     * no issuer whose word it could contradict.
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

    /** Whether both ask for the same, the order of scopes and resources aside. */
    public boolean sameRequestAs(SessionBinding other) {
        return sameScopesAs(other) && audience.equals(other.audience) && sameResourcesAs(other);
    }

    /** Whether both ask for the same scopes, in whatever order. */
    public boolean sameScopesAs(SessionBinding other) {
        return Set.copyOf(scopes).equals(Set.copyOf(other.scopes));
    }

    /** Whether both ask for the same resources, in whatever order; also where one does not say which. */
    public boolean sameResourcesAs(SessionBinding other) {
        return resources.isEmpty()
                || other.resources.isEmpty()
                || Set.copyOf(resources.get()).equals(Set.copyOf(other.resources.get()));
    }
}
