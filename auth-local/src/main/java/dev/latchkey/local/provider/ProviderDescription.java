package dev.latchkey.local.provider;

import dev.latchkey.local.provider.ProviderConfig.EndpointUrls;
import dev.latchkey.model.Origin;
import dev.latchkey.oauth.Endpoints;
import dev.latchkey.oauth.OAuthProvider;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
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
        Endpoints endpoints = Objects.requireNonNull(provider.endpoints());
        return ProviderJson.write(new ProviderConfig(
                provider.issuer(),
                new EndpointUrls(
                        endpoints.token().toString(),
                        text(endpoints.deviceAuthorization()),
                        text(endpoints.revocation()),
                        text(endpoints.userinfo()),
                        text(endpoints.jwks())),
                provider.clientId(),
                null,
                ClientSecretMethod.BASIC,
                provider.scopes(),
                provider.audience(),
                provider.resources(),
                provider.allowedOrigins().stream()
                        .map(Origin::toString)
                        .sorted()
                        .toList(),
                provider.usernameClaim(),
                provider.sessionEndingErrors().stream().sorted().toList(),
                null,
                null));
    }

    private static @Nullable String text(@Nullable URI uri) {
        return uri == null ? null : uri.toString();
    }
}
