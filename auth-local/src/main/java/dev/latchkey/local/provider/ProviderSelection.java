package dev.latchkey.local.provider;

import dev.latchkey.error.Remedy;
import dev.latchkey.local.preset.Preset;
import dev.latchkey.local.preset.PresetProvider;
import dev.latchkey.local.preset.Presets;
import dev.latchkey.local.provider.ProviderRequest.Overrides;
import dev.latchkey.model.DisplayText;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.port.Json;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the requested provider. */
public final class ProviderSelection {
    private final Map<String, String> environment;
    private final ProviderFiles files;
    private final DefaultProvider usual;
    private final Json json;

    /**
     * @param environment as from {@code System.getenv()}
     * @param usual the provider to use if none is named
     * @param json reads a preset if one is requested
     */
    public ProviderSelection(Map<String, String> environment, ProviderFiles files, DefaultProvider usual, Json json) {
        this.environment = Map.copyOf(environment);
        this.files = Objects.requireNonNull(files, "files");
        this.usual = Objects.requireNonNull(usual, "usual");
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
        Overrides overrides = request.overrides();
        return request.name().isPresent() ? named(request.name().get(), overrides) : theUsual(overrides);
    }

    private SelectedProvider theUsual(Overrides overrides) {
        String name = usual.name();
        if (Presets.named(name).isEmpty() && files.find(name).isEmpty()) {
            throw new ConfigurationException(
                    usual.origin() + " names the provider \"" + DisplayText.clean(name, 80)
                            + "\", and there is none of that name.",
                    Remedy.of(Remedy.Action.USE_PROVIDER),
                    null);
        }
        return named(name, overrides);
    }

    private SelectedProvider named(String name, Overrides overrides) {
        Optional<Preset> preset = Presets.named(name);
        if (preset.isPresent()) {
            PresetProvider known = preset.get().provider(environment);
            return SelectedProvider.of(asked(known.provider(), overrides), preset.get(), known, overrides.caFile());
        }
        Optional<ProviderConfig> found = files.find(name);
        if (found.isEmpty()) {
            throw unknown(name);
        }
        ProviderConfig config = found.get();
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

    private ConfigurationException unknown(String name) {
        String known = Stream.concat(Presets.all().stream().map(Preset::name), files.names().stream())
                .collect(Collectors.joining(", "));
        return new ConfigurationException(
                "There is no provider \"" + DisplayText.clean(name, 80) + "\". Known are: " + known + ".",
                Remedy.of(Remedy.Action.ADD_PROVIDER, name),
                null);
    }
}
