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
 * The provider that somebody asked for.
 *
 * @param provider what the core works with
 * @param preset what is known of it without anybody setting it up
 * @param environment the preset's environment that is meant
 * @param store where its sessions are to be kept; if absent, wherever is best here
 * @param caFile certificate authorities to trust for it
 */
public record SelectedProvider(
        OAuthProvider provider,
        Optional<Preset> preset,
        Optional<PresetProvider> environment,
        Optional<StoreKind> store,
        Optional<Path> caFile) {
    /** One that a program describes itself, of which nothing else is known. */
    public static SelectedProvider of(OAuthProvider provider) {
        return of(provider, Optional.empty(), Optional.empty());
    }

    static SelectedProvider of(OAuthProvider provider, Optional<StoreKind> store, Optional<Path> caFile) {
        return new SelectedProvider(provider, Optional.empty(), Optional.empty(), store, caFile);
    }

    static SelectedProvider of(OAuthProvider provider, Preset preset, PresetProvider known, Optional<Path> caFile) {
        return new SelectedProvider(provider, Optional.of(preset), Optional.of(known), Optional.empty(), caFile);
    }

    /** What it is called here. */
    public String name() {
        return provider.name();
    }

    /** Where a login keeps its session if nobody chose a store; if absent, wherever is best here. */
    public Optional<StoreKind> usualStore() {
        return preset.isPresent() ? preset.get().usualStore() : Optional.empty();
    }

    /** The other program whose sessions these are, too; whoever logs in without a name then shares one place with it. */
    public Optional<SharedWith> sharedWith() {
        return preset.isPresent() ? preset.get().sharedWith() : Optional.empty();
    }

    /** The API keys that take the place of a login. */
    public Optional<ApiKeyPlaces> apiKeys() {
        return environment.isPresent() ? environment.get().apiKeys() : Optional.empty();
    }

    /** Its name for a person: the server, where nobody chose a name. */
    public String shown() {
        if (environment.isPresent()) {
            return name() + " (" + environment.get().label() + ")";
        }
        return AdHocProvider.isOne(name()) ? provider.authDomain() : name();
    }
}
