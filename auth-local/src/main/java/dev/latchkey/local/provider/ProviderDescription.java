package dev.latchkey.local.provider;

import dev.latchkey.local.provider.ProviderConfig.EndpointUrls;
import dev.latchkey.model.Origin;
import dev.latchkey.oauth.Endpoints;
import dev.latchkey.oauth.OAuthProvider;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** A provider's properties, to be displayed. Contains no secret. */
public final class ProviderDescription {
    private ProviderDescription() {}

    /** A configured provider, as in its file. */
    public static Map<String, Object> of(ProviderConfig config) {
        return ProviderJson.write(config);
    }

    /** A preset's provider, as it would be in a file. */
    public static Map<String, Object> of(OAuthProvider provider) {
        return ProviderJson.write(ProviderConfig.builder(provider.clientId())
                .issuer(provider.issuer().orElse(null))
                .endpoints(urls(provider))
                .scopes(provider.scopes())
                .audience(provider.audience().orElse(null))
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
        Optional<Endpoints> all = provider.endpoints();
        Endpoints.Given given = provider.givenEndpoints();
        return new EndpointUrls(
                all.map(Endpoints::token).map(URI::toString),
                all.map(Endpoints::deviceAuthorization)
                        .orElse(given.deviceAuthorization())
                        .map(URI::toString),
                all.map(Endpoints::revocation).orElse(given.revocation()).map(URI::toString),
                all.map(Endpoints::userinfo).orElse(given.userinfo()).map(URI::toString),
                all.map(Endpoints::jwks).orElse(given.jwks()).map(URI::toString));
    }
}
