package dev.latchkey.local.provider;

import dev.latchkey.error.Remedy;
import dev.latchkey.file.LatchkeyFolders;
import dev.latchkey.file.OwnedFiles;
import dev.latchkey.local.preset.Preset;
import dev.latchkey.local.preset.PresetProvider;
import dev.latchkey.local.preset.Presets;
import dev.latchkey.local.provider.ProviderConfig.EndpointUrls;
import dev.latchkey.local.provider.ProviderRequest.Overrides;
import dev.latchkey.local.storage.TextFile;
import dev.latchkey.model.DisplayText;
import dev.latchkey.model.Secret;
import dev.latchkey.oauth.ClientAuthentication;
import dev.latchkey.oauth.Endpoints;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.oauth.Uris;
import dev.latchkey.port.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the requested provider. */
public final class ProviderSelection {
    private final Map<String, String> environment;
    private final LatchkeyFolders folders;
    private final Json json;

    /**
     * @param environment as from {@code System.getenv()}
     * @param folders the folders with the configured providers; need not exist
     * @param json reads provider files and presets
     */
    public ProviderSelection(Map<String, String> environment, LatchkeyFolders folders, Json json) {
        this.environment = Map.copyOf(environment);
        this.folders = Objects.requireNonNull(folders, "folders");
        this.json = Objects.requireNonNull(json, "json");
    }

    /**
     * Finds the provider.
     *
     * @throws ConfigurationException if there is no such provider, or its configuration is not valid
     * @throws dev.latchkey.error.AuthEnvironmentException if an environment variable names an unknown environment of a preset
     * @throws dev.latchkey.error.StorageException if its file is malformed
     */
    public SelectedProvider select(ProviderRequest request) {
        if (request.described().isPresent()) {
            ProviderConfig described = request.described().get();
            ProviderConfig config = request.preset().isPresent()
                    ? new PresetConfigs(json).config(request.preset().get(), described)
                    : described;
            return SelectedProvider.of(
                    checked(null, config), Optional.empty(), request.overrides().caFile());
        }
        return configured(request.name().orElse(null), request.overrides());
    }

    /** @param asked its name, or null for the default one */
    private SelectedProvider configured(@Nullable String asked, Overrides overrides) {
        DefaultProvider usual = new DefaultProvider(environment, folders, json);
        String name = asked == null ? usual.name() : asked;
        Optional<Preset> preset = Presets.named(name);
        if (preset.isPresent()) {
            PresetProvider known = preset.get().provider(environment);
            return new SelectedProvider(
                    asked(known.provider(), overrides),
                    preset,
                    Optional.of(known),
                    Optional.empty(),
                    overrides.caFile());
        }
        ProviderFiles files = new ProviderFiles(folders, json);
        ProviderConfig config = files.find(name).orElse(null);
        if (config == null) {
            throw asked == null ? noDefault(name, usual) : unknown(name, files);
        }
        try {
            OAuthProvider provider = ProviderMaker.make(name, config);
            Optional<Path> caFile = overrides.caFile().isPresent() ? overrides.caFile() : config.caFile();
            return SelectedProvider.of(asked(provider, overrides), config.store(), caFile);
        } catch (IllegalArgumentException e) {
            throw files.broken(name, String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Creates the provider that options describe.
     *
     * @param name its name, or null for that of its server and client
     * @throws ConfigurationException if the description is not valid
     */
    public static OAuthProvider checked(@Nullable String name, ProviderConfig config) {
        try {
            return ProviderMaker.make(name, config);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("These options do not describe a provider: " + e.getMessage() + ".", e);
        }
    }

    /** The provider with the overrides applied. */
    private static OAuthProvider asked(OAuthProvider provider, Overrides asked) {
        OAuthProvider.Builder builder = provider.toBuilder();
        if (!asked.scopes().isEmpty()) {
            builder.scopes(asked.scopes());
        }
        if (asked.audience().isPresent()) {
            builder.audience(asked.audience().get());
        }
        if (!asked.resources().isEmpty()) {
            builder.resources(asked.resources());
        }
        for (String origin : asked.apiOrigins()) {
            try {
                builder.allowOrigin(ProviderMaker.origin(origin));
            } catch (IllegalArgumentException e) {
                throw new ConfigurationException("Tokens cannot be sent there: " + e.getMessage() + ".", e);
            }
        }
        return builder.build();
    }

    private static ConfigurationException noDefault(String name, DefaultProvider usual) {
        return new ConfigurationException(
                usual.origin() + " names an unknown provider, \"" + DisplayText.clean(name, 80) + "\".",
                Remedy.of(Remedy.Action.USE_PROVIDER),
                null);
    }

    private static ConfigurationException unknown(String name, ProviderFiles files) {
        String known = Stream.concat(Presets.all().stream().map(Preset::name), files.names().stream())
                .collect(Collectors.joining(", "));
        return new ConfigurationException(
                "Unknown provider \"" + DisplayText.clean(name, 80) + "\". Providers: " + known + ".",
                Remedy.of(Remedy.Action.ADD_PROVIDER, name),
                null);
    }

    /** Converts the configuration of a provider into a provider for the core. */
    static final class ProviderMaker {
        private ProviderMaker() {}

        /**
         * Converts the configuration.
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
                Endpoints.Given given = Endpoints.Given.of(
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
                throw new IllegalArgumentException(
                        "the API origin \"" + DisplayText.clean(url, 200) + "\" is not a URL");
            }
            return parsed.get();
        }

        /**
         * The client secret. It is in a file of its own, because every process on the machine can read arguments. A byte-order mark before it
         * and line breaks after it, which editors add, are not part of it.
         *
         * @throws IllegalArgumentException if the file cannot be read or contains no secret
         * @throws dev.latchkey.error.StorageException if the file belongs to another person except root, or is not a regular file
         */
        private static Secret secret(Path file) {
            OwnedFiles.check(file);
            String text;
            try {
                text = TextFile.read(file).strip();
            } catch (IOException e) {
                throw new IllegalArgumentException("the client secret file " + file + " " + TextFile.problem(e), e);
            }
            if (text.isEmpty()) {
                throw new IllegalArgumentException("the client secret file " + file + " is empty");
            }
            return Secret.of(text);
        }
    }
}
