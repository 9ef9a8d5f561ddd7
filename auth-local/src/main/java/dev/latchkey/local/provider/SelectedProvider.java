package dev.latchkey.local.provider;

import dev.latchkey.local.internal.AdHocProvider;
import dev.latchkey.local.preset.ApiKeyPlaces;
import dev.latchkey.local.preset.Preset;
import dev.latchkey.local.preset.Preset.SharedWith;
import dev.latchkey.local.preset.PresetProvider;
import dev.latchkey.local.storage.StoreKind;
import dev.latchkey.oauth.OAuthProvider;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The provider that somebody asked for.
 *
 * @param provider what the core works with
 * @param preset what is known of it without anybody setting it up, or null
 * @param environment the preset's environment that is meant, or null
 * @param store where its sessions are to be kept, or null for whatever is best here
 * @param caFile certificate authorities to trust for it, or null
 */
public record SelectedProvider(
        OAuthProvider provider,
        @Nullable Preset preset,
        @Nullable PresetProvider environment,
        @Nullable StoreKind store,
        @Nullable Path caFile) {
    static SelectedProvider of(OAuthProvider provider, @Nullable StoreKind store, @Nullable Path caFile) {
        return new SelectedProvider(provider, null, null, store, caFile);
    }

    static SelectedProvider of(OAuthProvider provider, Preset preset, PresetProvider known, @Nullable Path caFile) {
        return new SelectedProvider(provider, preset, known, null, caFile);
    }

    /** What it is called here. */
    public String name() {
        return provider.name();
    }

    /** Where a login keeps its session if nobody chose a store, or null for whatever is best here. */
    public @Nullable StoreKind usualStore() {
        return preset == null ? null : preset.usualStore().orElse(null);
    }

    /** The other program whose sessions these are, too; whoever logs in without a name then shares one place with it. */
    public Optional<SharedWith> sharedWith() {
        return preset == null ? Optional.empty() : preset.sharedWith();
    }

    /** The API keys that take the place of a login. */
    public Optional<ApiKeyPlaces> apiKeys() {
        return environment == null ? Optional.empty() : environment.apiKeys();
    }

    /** Its name for a person: the server, where nobody chose a name. */
    public String shown() {
        if (environment != null) {
            return name() + " (" + environment.label() + ")";
        }
        return AdHocProvider.isOne(name()) ? provider.authDomain() : name();
    }
}
