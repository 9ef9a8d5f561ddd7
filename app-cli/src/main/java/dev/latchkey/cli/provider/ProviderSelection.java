package dev.latchkey.cli.provider;

import dev.latchkey.bitfount.BitfountEnvironment;
import dev.latchkey.cli.failure.UsageException;
import dev.latchkey.cli.options.ClientOptions;
import dev.latchkey.cli.options.GlobalOptions;
import dev.latchkey.model.DisplayText;
import dev.latchkey.model.Origin;
import dev.latchkey.oauth.OAuthProvider;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the provider that a command is about, from its options and the environment. */
public final class ProviderSelection {
    /** The environment variable that names the provider where no option does. */
    public static final String VARIABLE = "LATCHKEY_PROVIDER";

    private final GlobalOptions options;
    private final Map<String, String> environment;
    private final ProviderFiles files;

    /** @param environment as from {@code System.getenv()} */
    public ProviderSelection(GlobalOptions options, Map<String, String> environment, ProviderFiles files) {
        this.options = Objects.requireNonNull(options, "options");
        this.environment = Map.copyOf(environment);
        this.files = Objects.requireNonNull(files, "files");
    }

    /**
     * The provider.
     *
     * @throws UsageException if the options contradict each other or name none that is known
     * @throws dev.latchkey.error.AuthEnvironmentException if there is no such environment of Bitfount
     * @throws dev.latchkey.error.StorageException if its file is broken
     */
    public SelectedProvider select() {
        if (!options.client().nameServer()) {
            String usual = environment.getOrDefault(VARIABLE, "");
            return named(options.provider().orElse(usual.isEmpty() ? BitfountEnvironment.PROVIDER : usual));
        }
        if (options.provider().isPresent()) {
            throw new UsageException("--provider names a provider that is set up already, so no option may describe its"
                    + " server or client. Leave one or the other out.");
        }
        return adHoc();
    }

    private SelectedProvider named(String name) {
        if (name.equals(BitfountEnvironment.PROVIDER)) {
            BitfountEnvironment bitfount = BitfountEnvironment.fromEnvironment(environment);
            return new SelectedProvider(
                    asked(bitfount.provider()), bitfount, null, options.caFile().orElse(null));
        }
        Optional<ProviderConfig> found = files.find(name);
        if (found.isEmpty()) {
            throw unknown(name);
        }
        ProviderConfig config = found.get();
        try {
            OAuthProvider provider = ProviderMaker.make(name, config);
            Path caFile = options.caFile().orElse(config.caFile());
            return new SelectedProvider(asked(provider), null, config.store(), caFile);
        } catch (IllegalArgumentException e) {
            throw files.broken(name, String.valueOf(e.getMessage()), e);
        }
    }

    private SelectedProvider adHoc() {
        ProviderConfig config = ConfigFromOptions.of(options, null);
        return new SelectedProvider(
                checked(AdHocName.of(config), config),
                null,
                null,
                options.caFile().orElse(null));
    }

    /**
     * The provider that options describe.
     *
     * @throws UsageException if it makes no sense
     */
    public static OAuthProvider checked(String name, ProviderConfig config) {
        try {
            return ProviderMaker.make(name, config);
        } catch (IllegalArgumentException e) {
            throw new UsageException("These options do not describe a provider: " + e.getMessage() + ".", e);
        }
    }

    /** The provider, with what else the options ask of it. */
    private OAuthProvider asked(OAuthProvider provider) {
        ClientOptions asked = options.client();
        return new OAuthProvider(
                provider.name(),
                provider.issuer(),
                provider.endpoints(),
                provider.clientId(),
                provider.clientAuthentication(),
                asked.scopes().isEmpty() ? provider.scopes() : asked.scopes(),
                asked.audience().orElse(provider.audience()),
                asked.resources().isEmpty() ? provider.resources() : asked.resources(),
                origins(provider, asked.apiOrigins()),
                provider.usernameClaim(),
                provider.sessionEndingErrors());
    }

    private static Set<Origin> origins(OAuthProvider provider, List<String> more) {
        Set<Origin> origins = new LinkedHashSet<>(provider.allowedOrigins());
        for (String origin : more) {
            try {
                origins.add(Origin.of(Origins.parse(origin)));
            } catch (IllegalArgumentException e) {
                throw new UsageException("--api-origin: " + e.getMessage() + ".", e);
            }
        }
        return origins;
    }

    private UsageException unknown(String name) {
        String known = Stream.concat(Stream.of(BitfountEnvironment.PROVIDER), files.names().stream())
                .collect(Collectors.joining(", "));
        return new UsageException("There is no provider \"" + DisplayText.clean(name, 80) + "\". Known are: " + known
                + ". Add it with \"latchkey provider add\".");
    }
}
