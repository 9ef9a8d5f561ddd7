package dev.latchkey.local.preset;

import dev.latchkey.oauth.OAuthProvider;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A preset's provider in one of its environments.
 *
 * @param provider what the core works with
 * @param label which environment, for a person
 * @param keys the API keys that take the place of a login, or null if it has none
 */
public record PresetProvider(
        OAuthProvider provider, String label, @Nullable ApiKeyPlaces keys) {
    public PresetProvider {
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(label, "label");
    }

    /** The API keys that take the place of a login. */
    public Optional<ApiKeyPlaces> apiKeys() {
        return Optional.ofNullable(keys);
    }
}
