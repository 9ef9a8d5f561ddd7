package dev.latchkey.cli.options;

import dev.latchkey.cli.failure.UsageException;
import dev.latchkey.local.provider.ClientAuth;
import dev.latchkey.local.provider.ProviderConfig;
import dev.latchkey.local.provider.ProviderConfig.EndpointUrls;
import dev.latchkey.local.provider.ProviderRequest;
import dev.latchkey.local.storage.StoreKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the options of the command line say of a provider. */
public final class ConfigFromOptions {
    private ConfigFromOptions() {}

    /**
     * Which provider they ask for.
     *
     * @throws UsageException if they contradict each other, or describe a provider only in part
     */
    public static ProviderRequest request(GlobalOptions global) {
        ClientOptions options = global.client();
        if (options.nameServer() && global.provider().isPresent()) {
            throw new UsageException("--provider names a provider that is set up already, so no option may describe its"
                    + " server or client. Leave one or the other out.");
        }
        return new ProviderRequest(
                global.provider().orElse(null),
                options.nameServer() ? of(global, null) : null,
                options.scopes(),
                options.audience().orElse(null),
                options.resources(),
                options.apiOrigins(),
                global.caFile().orElse(null));
    }

    /**
     * The provider that they describe.
     *
     * @throws UsageException if they describe none
     */
    public static ProviderConfig of(GlobalOptions global, @Nullable StoreKind store) {
        ClientOptions options = global.client();
        EndpointUrls endpoints = endpoints(options).orElse(null);
        if (options.clientId().isEmpty()) {
            throw new UsageException("Give the client's id with --client-id.");
        }
        return new ProviderConfig(
                options.issuer().orElse(null),
                endpoints,
                options.clientId().get(),
                absolute(options.clientSecretFile()),
                options.clientAuth().orElse(ClientAuth.BASIC),
                options.scopes(),
                options.audience().orElse(null),
                options.resources(),
                options.apiOrigins(),
                options.usernameClaim().orElse(null),
                List.of(),
                store,
                absolute(global.caFile()));
    }

    private static @Nullable Path absolute(Optional<Path> file) {
        return file.isPresent() ? file.get().toAbsolutePath() : null;
    }

    private static Optional<EndpointUrls> endpoints(ClientOptions options) {
        Optional<String> token = options.tokenEndpoint();
        if (token.isPresent()) {
            return Optional.of(new EndpointUrls(
                    token.get(),
                    options.deviceEndpoint().orElse(null),
                    options.revocationEndpoint().orElse(null),
                    options.userinfoEndpoint().orElse(null),
                    options.jwksUri().orElse(null)));
        }
        if (options.deviceEndpoint().isPresent()
                || options.revocationEndpoint().isPresent()
                || options.userinfoEndpoint().isPresent()
                || options.jwksUri().isPresent()) {
            throw new UsageException("Where endpoints are given, --token-endpoint must be among them.");
        }
        if (options.issuer().isEmpty()) {
            throw new UsageException(
                    "Give the server with --issuer, or with --device-endpoint and --token-endpoint where it has no"
                            + " discovery.");
        }
        return Optional.empty();
    }
}
