package dev.latchkey.local.provider;

import dev.latchkey.local.preset.PresetChoice;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The requested provider, and settings that override its own.
 *
 * @param name the name of a configured provider; if both this and {@code described} are absent, the default provider; never both
 * @param described a provider that is not configured
 * @param preset the preset that {@code described} takes precedence over
 * @param overrides settings that replace the provider's own
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
     * Settings that replace the provider's own.
     *
     * @param scopes the scopes to request; empty for the provider's own
     * @param audience the audience to request, unless it is the provider's own
     * @param resources the resource indicators to request; empty for the provider's own
     * @param apiOrigins further origins that may receive tokens
     * @param caFile certificate authorities to trust for it, unless they are the provider's own
     */
    public record Overrides(
            List<String> scopes,
            Optional<String> audience,
            List<String> resources,
            List<String> apiOrigins,
            Optional<Path> caFile) {
        /** No overrides. */
        public static final Overrides NONE =
                new Overrides(List.of(), Optional.empty(), List.of(), List.of(), Optional.empty());

        public Overrides {
            scopes = List.copyOf(scopes);
            resources = List.copyOf(resources);
            apiOrigins = List.copyOf(apiOrigins);
        }
    }

    /** The default provider, without overrides. */
    public static ProviderRequest ofDefault() {
        return new ProviderRequest(Optional.empty(), Optional.empty(), Optional.empty(), Overrides.NONE);
    }

    /** A configured provider, without overrides. */
    public static ProviderRequest named(String name) {
        return new ProviderRequest(Optional.of(name), Optional.empty(), Optional.empty(), Overrides.NONE);
    }

    /**
     * A provider that is not configured.
     *
     * @param preset the preset that it takes precedence over, or null for none
     */
    public static ProviderRequest described(ProviderConfig config, @Nullable PresetChoice preset) {
        return new ProviderRequest(Optional.empty(), Optional.of(config), Optional.ofNullable(preset), Overrides.NONE);
    }

    /** The same request with these overrides. */
    public ProviderRequest with(Overrides newOverrides) {
        return new ProviderRequest(name, described, preset, newOverrides);
    }
}
