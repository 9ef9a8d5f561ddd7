package dev.latchkey.local.provider;

import dev.latchkey.local.provider.ProviderConfig.EndpointUrls;
import dev.latchkey.model.Origin;
import dev.latchkey.oauth.Endpoints;
import dev.latchkey.oauth.GivenEndpoints;
import dev.latchkey.oauth.OAuthProvider;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a provider is like, to be shown; no secret is in it. */
public final class ProviderDescription {
    private ProviderDescription() {}

    /** A configured provider, as its file has it. */
    public static Map<String, Object> of(ProviderConfig config) {
        return ProviderJson.write(config);
    }

    /** A preset's provider, as a file would have it. */
    public static Map<String, Object> of(OAuthProvider provider) {
        return ProviderJson.write(ProviderConfig.builder(provider.clientId())
                .issuer(provider.issuer())
                .endpoints(urls(provider))
                .scopes(provider.scopes())
                .audience(provider.audience())
                .resources(provider.resources())
                .apiOrigins(provider.allowedOrigins().stream()
                        .map(Origin::toString)
                        .sorted()
                        .toList())
                .usernameClaims(provider.usernameClaims())
                .sessionEndingErrors(
                        provider.sessionEndingErrors().stream().sorted().toList())
                .dialect(provider.dialect())
                .build());
    }

    private static EndpointUrls urls(OAuthProvider provider) {
        Endpoints endpoints = provider.endpoints();
        GivenEndpoints given = provider.givenEndpoints();
        if (endpoints == null) {
            return new EndpointUrls(
                    null,
                    text(given.deviceAuthorization()),
                    text(given.revocation()),
                    text(given.userinfo()),
                    text(given.jwks()));
        }
        return new EndpointUrls(
                endpoints.token().toString(),
                text(endpoints.deviceAuthorization()),
                text(endpoints.revocation()),
                text(endpoints.userinfo()),
                text(endpoints.jwks()));
    }

    private static @Nullable String text(@Nullable URI uri) {
        return uri == null ? null : uri.toString();
    }
}
