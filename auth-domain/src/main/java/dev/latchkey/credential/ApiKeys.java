package dev.latchkey.credential;

import dev.latchkey.model.Secret;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A pair of API keys.
 *
 * @param id the key's id
 * @param key the key
 */
public record ApiKeys(Secret id, Secret key) {
    public ApiKeys {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(key, "key");
        if (id.isEmpty() || key.isEmpty()) {
            throw new IllegalArgumentException("an API key and its id must not be empty");
        }
    }

    /**
     * The pair in two environment variables: both or neither.
     *
     * @param environment as from {@code System.getenv()}
     * @throws IllegalArgumentException if one is set and the other is not, naming both
     */
    public static Optional<ApiKeys> fromEnvironment(
            Map<String, String> environment, String idVariable, String keyVariable) {
        String id = environment.getOrDefault(idVariable, "");
        String key = environment.getOrDefault(keyVariable, "");
        if (id.isEmpty() && key.isEmpty()) {
            return Optional.empty();
        }
        if (id.isEmpty() || key.isEmpty()) {
            throw new IllegalArgumentException("The environment variable " + (id.isEmpty() ? keyVariable : idVariable)
                    + " is set but " + (id.isEmpty() ? idVariable : keyVariable) + " is not. Set both, or neither.");
        }
        return Optional.of(new ApiKeys(Secret.of(id), Secret.of(key)));
    }
}
