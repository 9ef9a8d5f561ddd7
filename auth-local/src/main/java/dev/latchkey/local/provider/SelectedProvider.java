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

/**
 * The requested provider.
 *
 * @param provider the provider for the core
 * @param preset its preset, if it needs no configuration
 * @param environment the selected environment of the preset
 * @param store the store for its sessions; if empty, the best one available
 * @param caFile certificate authorities to trust for it
 */
public record SelectedProvider(
        OAuthProvider provider,
        Optional<Preset> preset,
        Optional<PresetProvider> environment,
        Optional<StoreKind> store,
        Optional<Path> caFile) {
    /** A provider that a program describes itself, without a preset or other settings. */
    public static SelectedProvider of(OAuthProvider provider) {
        return of(provider, Optional.empty(), Optional.empty());
    }

    static SelectedProvider of(OAuthProvider provider, Optional<StoreKind> store, Optional<Path> caFile) {
        return new SelectedProvider(provider, Optional.empty(), Optional.empty(), store, caFile);
    }

    /** The provider's name. */
    public String name() {
        return provider.name();
    }

    /** The store for a new session if none was chosen; if empty, the best one available. */
    public Optional<StoreKind> usualStore() {
        return preset.isPresent() ? preset.get().usualStore() : Optional.empty();
    }

    /** The other program that shares these sessions. A login without an account name then replaces its session. */
    public Optional<SharedWith> sharedWith() {
        return preset.isPresent() ? preset.get().sharedWith() : Optional.empty();
    }

    /** The API keys that replace a login. */
    public Optional<ApiKeyPlaces> apiKeys() {
        return environment.isPresent() ? environment.get().apiKeys() : Optional.empty();
    }

    /** A name to show to a person: the server, if the provider has no chosen name. */
    public String shown() {
        if (environment.isPresent()) {
            return name() + " (" + environment.get().label() + ")";
        }
        return AdHocProvider.isOne(name()) ? provider.authDomain() : name();
    }
}
