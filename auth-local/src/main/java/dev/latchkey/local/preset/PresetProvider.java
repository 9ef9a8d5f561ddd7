package dev.latchkey.local.preset;

import dev.latchkey.oauth.OAuthProvider;
import java.util.Objects;
import java.util.Optional;

/**
 * A preset's provider in one of its environments.
 *
 * @param provider the provider for the core
 * @param label the environment's name to show to a person
 * @param apiKeys the API keys that replace a login, if the provider supports them
 */
public record PresetProvider(OAuthProvider provider, String label, Optional<ApiKeyPlaces> apiKeys) {
    public PresetProvider {
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(label, "label");
    }
}
