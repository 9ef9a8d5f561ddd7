package dev.latchkey.cli.options;

import dev.latchkey.cli.failure.UsageException;
import dev.latchkey.local.provider.ClientSecretMethod;
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
    public static ProviderRequest request(GlobalOptions options) {
        if (options.nameServer() && options.provider().isPresent()) {
            throw new UsageException("--provider names a provider that is set up already, so no option may describe its"
                    + " server or client. Leave one or the other out.");
        }
        return new ProviderRequest(
                options.provider().orElse(null),
                options.nameServer() ? of(options, null) : null,
                options.scopes(),
                options.audience().orElse(null),
                options.resources(),
                options.apiOrigins(),
                options.caFile().orElse(null));
    }

    /**
     * The provider that they describe.
     *
     * @throws UsageException if they describe none
     */
    public static ProviderConfig of(GlobalOptions options, @Nullable StoreKind store) {
        EndpointUrls endpoints = endpoints(options).orElse(null);
        if (options.clientId().isEmpty()) {
            throw new UsageException("Give the client's id with --client-id.");
        }
        return new ProviderConfig(
                options.issuer().orElse(null),
                endpoints,
                options.clientId().get(),
                absolute(options.clientSecretFile()),
                options.clientSecretMethod().orElse(ClientSecretMethod.BASIC),
                options.scopes(),
                options.audience().orElse(null),
                options.resources(),
                options.apiOrigins(),
                options.usernameClaim().orElse(null),
                List.of(),
                store,
                absolute(options.caFile()));
    }

    private static @Nullable Path absolute(Optional<Path> file) {
        return file.isPresent() ? file.get().toAbsolutePath() : null;
    }

    private static Optional<EndpointUrls> endpoints(GlobalOptions options) {
        Optional<String> token = options.endpoint("token-endpoint");
        if (token.isPresent()) {
            return Optional.of(new EndpointUrls(
                    token.get(),
                    options.endpoint("device-endpoint").orElse(null),
                    options.endpoint("revocation-endpoint").orElse(null),
                    options.endpoint("userinfo-endpoint").orElse(null),
                    options.endpoint("jwks-uri").orElse(null)));
        }
        if (options.endpoint("device-endpoint").isPresent()
                || options.endpoint("revocation-endpoint").isPresent()
                || options.endpoint("userinfo-endpoint").isPresent()
                || options.endpoint("jwks-uri").isPresent()) {
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
