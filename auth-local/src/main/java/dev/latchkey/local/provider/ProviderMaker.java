package dev.latchkey.local.provider;

import dev.latchkey.local.provider.ProviderConfig.EndpointUrls;
import dev.latchkey.model.Secret;
import dev.latchkey.oauth.ClientAuthentication;
import dev.latchkey.oauth.Endpoints;
import dev.latchkey.oauth.GivenEndpoints;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.oauth.Uris;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Converts a configuration into a provider for the core. */
final class ProviderMaker {
    private ProviderMaker() {}

    /**
     * Creates the provider.
     *
     * @throws IllegalArgumentException if the configuration is not valid; the message says why
     */
    static OAuthProvider make(String name, ProviderConfig config) {
        OAuthProvider.Builder provider = start(config)
                .name(name)
                .audience(config.audience().orElse(null))
                .resources(config.resources());
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
        Optional<String> issuer = config.issuer();
        EndpointUrls urls = config.endpoints();
        if (urls.token().isEmpty()) {
            GivenEndpoints given = GivenEndpoints.of(
                    optional(urls.device()),
                    optional(urls.revocation()),
                    optional(urls.userinfo()),
                    optional(urls.jwks()));
            return OAuthProvider.discovered(issuer.orElseThrow(), config.clientId())
                    .givenEndpoints(given);
        }
        Endpoints endpoints = Endpoints.of(required(urls.token().get()))
                .withDeviceAuthorization(optional(urls.device()))
                .withRevocation(optional(urls.revocation()))
                .withUserinfo(optional(urls.userinfo()))
                .withJwks(optional(urls.jwks()));
        OAuthProvider.Builder provider = OAuthProvider.explicit(endpoints, config.clientId());
        return issuer.isPresent() ? provider.issuer(issuer.get()) : provider;
    }

    private static ClientAuthentication authentication(ProviderConfig config) {
        Optional<Path> file = config.clientSecretFile();
        if (file.isEmpty()) {
            return ClientAuthentication.none();
        }
        Secret secret = SecretFile.read(file.get());
        Optional<ClientSecretMethod> method = config.clientSecretMethod();
        return method.isPresent() ? method.get().with(secret) : ClientAuthentication.secret(secret);
    }

    private static @Nullable URI optional(Optional<String> url) {
        return url.isPresent() ? required(url.get()) : null;
    }

    private static URI required(String url) {
        Optional<URI> uri = Uris.parse(url);
        if (uri.isEmpty()) {
            throw new IllegalArgumentException("an endpoint is not a URL");
        }
        return uri.get();
    }
}
