package dev.latchkey.local.provider;

import dev.latchkey.local.preset.PresetChoice;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which provider somebody asks for, and what of it in place of the usual.
 *
 * @param name the name of one that is set up, or null for the usual one; not both this and {@code described}
 * @param described one that is not set up, or null
 * @param preset the preset that {@code described} goes before, or null
 * @param scopes what to ask for; empty for the provider's own
 * @param audience the audience to ask for, or null for the provider's own
 * @param resources the resource indicators to ask for; empty for the provider's own
 * @param apiOrigins where else tokens may be sent
 * @param caFile certificate authorities to trust for it, or null for the provider's own
 */
public record ProviderRequest(
        @Nullable String name,
        @Nullable ProviderConfig described,
        @Nullable PresetChoice preset,
        List<String> scopes,
        @Nullable String audience,
        List<String> resources,
        List<String> apiOrigins,
        @Nullable Path caFile) {
    public ProviderRequest {
        scopes = List.copyOf(scopes);
        resources = List.copyOf(resources);
        apiOrigins = List.copyOf(apiOrigins);
        if (name != null && described != null) {
            throw new IllegalArgumentException("a provider is named or described, not both");
        }
        if (preset != null && described == null) {
            throw new IllegalArgumentException("a preset needs a client");
        }
    }

    /** One that is set up, as it is. */
    public static ProviderRequest named(String name) {
        return new ProviderRequest(name, null, null, List.of(), null, List.of(), List.of(), null);
    }
}
