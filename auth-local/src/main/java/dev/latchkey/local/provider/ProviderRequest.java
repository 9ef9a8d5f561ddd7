package dev.latchkey.local.provider;

import dev.latchkey.local.preset.PresetChoice;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which provider somebody asks for, and what of it in place of the usual.
 *
 * @param name the name of one that is set up; with neither this nor {@code described} the usual one is meant, and never both
 * @param described one that is not set up
 * @param preset the preset that {@code described} goes before
 * @param overrides what is asked for in place of the provider's own
 */
public record ProviderRequest(
        Optional<String> name, Optional<ProviderConfig> described, Optional<PresetChoice> preset, Overrides overrides) {
    public ProviderRequest {
        Objects.requireNonNull(overrides, "overrides");
        if (name.isPresent() && described.isPresent()) {
            throw new IllegalArgumentException("a provider is named or described, not both");
        }
        if (preset.isPresent() && described.isEmpty()) {
            throw new IllegalArgumentException("a preset needs a client");
        }
    }

    /**
     * What is asked for in place of the provider's own.
     *
     * @param scopes what to ask for; empty for the provider's own
     * @param audience the audience to ask for, if not the provider's own
     * @param resources the resource indicators to ask for; empty for the provider's own
     * @param apiOrigins where else tokens may be sent
     * @param caFile certificate authorities to trust for it, if not the provider's own
     */
    public record Overrides(
            List<String> scopes,
            Optional<String> audience,
            List<String> resources,
            List<String> apiOrigins,
            Optional<Path> caFile) {
        /** None: all is as the provider has it. */
        public static final Overrides NONE =
                new Overrides(List.of(), Optional.empty(), List.of(), List.of(), Optional.empty());

        public Overrides {
            scopes = List.copyOf(scopes);
            resources = List.copyOf(resources);
            apiOrigins = List.copyOf(apiOrigins);
        }
    }

    /** The usual one, as it is. */
    public static ProviderRequest usual() {
        return new ProviderRequest(Optional.empty(), Optional.empty(), Optional.empty(), Overrides.NONE);
    }

    /** One that is set up, as it is. */
    public static ProviderRequest named(String name) {
        return new ProviderRequest(Optional.of(name), Optional.empty(), Optional.empty(), Overrides.NONE);
    }

    /**
     * One that is not set up.
     *
     * @param preset the preset that it goes before, or null for none
     */
    public static ProviderRequest described(ProviderConfig config, @Nullable PresetChoice preset) {
        return new ProviderRequest(Optional.empty(), Optional.of(config), Optional.ofNullable(preset), Overrides.NONE);
    }

    /** The same with this in place of the provider's own. */
    public ProviderRequest with(Overrides newOverrides) {
        return new ProviderRequest(name, described, preset, newOverrides);
    }
}
