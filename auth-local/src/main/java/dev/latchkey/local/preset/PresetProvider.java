package dev.latchkey.local.preset;

import dev.latchkey.oauth.OAuthProvider;
import java.util.Objects;
import java.util.Optional;

/**
 * A preset's provider in one of its environments.
 *
 * @param provider what the core works with
 * @param label which environment, for a person
 * @param apiKeys the API keys that take the place of a login, if it has any
 */
public record PresetProvider(OAuthProvider provider, String label, Optional<ApiKeyPlaces> apiKeys) {
    public PresetProvider {
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(label, "label");
    }
}
