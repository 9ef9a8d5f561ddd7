package dev.latchkey.local.provider;

import dev.latchkey.file.OwnedFiles;
import dev.latchkey.local.provider.ProviderConfig.EndpointUrls;
import dev.latchkey.local.storage.TextFile;
import dev.latchkey.model.DisplayText;
import dev.latchkey.model.Secret;
import dev.latchkey.oauth.ClientAuthentication;
import dev.latchkey.oauth.Endpoints;
import dev.latchkey.oauth.GivenEndpoints;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.oauth.Uris;
import java.io.IOException;
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
     * @param name its name, or null for that of its server and client
     * @throws IllegalArgumentException if the configuration is not valid; the message says why
     */
    static OAuthProvider make(@Nullable String name, ProviderConfig config) {
        OAuthProvider.Builder provider =
                start(config).audience(config.audience().orElse(null)).resources(config.resources());
        provider.clientAuthentication(authentication(config));
        if (name != null) {
            provider.name(name);
        }
        if (!config.scopes().isEmpty()) {
            provider.scopes(config.scopes());
        }
        if (!config.usernameClaims().isEmpty()) {
            provider.usernameClaims(config.usernameClaims());
        }
        provider.dialect(config.dialect());
        provider.sessionEndingErrors(Set.copyOf(config.sessionEndingErrors()));
        for (String origin : config.apiOrigins()) {
            provider.allowOrigin(origin(origin));
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
        Secret secret = secret(file.get());
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

    /**
     * Parses a URL whose origin may receive tokens.
     *
     * @throws IllegalArgumentException if it is not a URL
     */
    static URI origin(String url) {
        Optional<URI> parsed = Uris.parse(url);
        if (parsed.isEmpty()) {
            throw new IllegalArgumentException("the API origin \"" + DisplayText.clean(url, 200) + "\" is not a URL");
        }
        return parsed.get();
    }

    /**
     * The client secret, which has a file of its own because every process on the machine can read arguments, without a byte-order mark before it and the line breaks that editors add after it.
     *
     * @throws IllegalArgumentException if the file cannot be read or contains no secret
     * @throws dev.latchkey.error.StorageException if the file belongs to another person except root, or is not a regular file
     */
    private static Secret secret(Path file) {
        OwnedFiles.check(file);
        String text = text(file).strip();
        if (text.isEmpty()) {
            throw new IllegalArgumentException("the client secret file " + file + " is empty");
        }
        return Secret.of(text);
    }

    private static String text(Path file) {
        try {
            return TextFile.read(file);
        } catch (IOException e) {
            throw new IllegalArgumentException("the client secret file " + file + " " + TextFile.problem(e), e);
        }
    }
}
