package dev.latchkey.local.provider;

import dev.latchkey.local.provider.ProviderConfig.EndpointUrls;
import dev.latchkey.oauth.ClientAuthentication;
import dev.latchkey.oauth.Endpoints;
import dev.latchkey.oauth.GivenEndpoints;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.oauth.Uris;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes what somebody wrote down into what the core works with. */
final class ProviderMaker {
    private ProviderMaker() {}

    /**
     * The provider.
     *
     * @throws IllegalArgumentException if it makes no sense, saying why
     */
    static OAuthProvider make(String name, ProviderConfig config) {
        OAuthProvider.Builder provider =
                start(config).name(name).audience(config.audience()).resources(config.resources());
        provider.clientAuthentication(authentication(config));
        if (!config.scopes().isEmpty()) {
            provider.scopes(config.scopes());
        }
        if (!config.usernameClaims().isEmpty()) {
            provider.usernameClaims(config.usernameClaims());
        }
        provider.dialect(config.dialect());
        provider.sessionEndingErrors(Set.copyOf(config.sessionEndingErrors()));
        for (String origin : config.apiOrigins()) {
            provider.allowOrigin(Origins.parse(origin));
        }
        return provider.build();
    }

    private static OAuthProvider.Builder start(ProviderConfig config) {
        String issuer = config.issuer();
        EndpointUrls urls = config.endpoints();
        if (urls.token() == null) {
            GivenEndpoints given = new GivenEndpoints(
                    optional(urls.device()),
                    optional(urls.revocation()),
                    optional(urls.userinfo()),
                    optional(urls.jwks()));
            return OAuthProvider.discovered(Objects.requireNonNull(issuer, "issuer"), config.clientId())
                    .givenEndpoints(given);
        }
        Endpoints endpoints = new Endpoints(
                required(urls.token()),
                optional(urls.device()),
                optional(urls.revocation()),
                optional(urls.userinfo()),
                optional(urls.jwks()));
        OAuthProvider.Builder provider = OAuthProvider.explicit(endpoints, config.clientId());
        return issuer == null ? provider : provider.issuer(issuer);
    }

    private static ClientAuthentication authentication(ProviderConfig config) {
        Path file = config.clientSecretFile();
        if (file == null) {
            return ClientAuthentication.none();
        }
        ClientSecretMethod method = config.clientSecretMethod();
        return method == null ? ClientAuthentication.secret(SecretFile.read(file)) : method.with(SecretFile.read(file));
    }

    private static @Nullable URI optional(@Nullable String url) {
        return url == null ? null : required(url);
    }

    private static URI required(String url) {
        Optional<URI> uri = Uris.parse(url);
        if (uri.isEmpty()) {
            throw new IllegalArgumentException("an endpoint is not a URL");
        }
        return uri.get();
    }
}
