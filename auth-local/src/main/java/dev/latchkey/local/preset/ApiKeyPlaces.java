package dev.latchkey.local.preset;

import dev.latchkey.credential.ApiKeys;
import dev.latchkey.credential.ApiKeysCredential;
import dev.latchkey.credential.ApiKeysCredential.Part;
import dev.latchkey.model.Origin;
import java.util.Map;
import java.util.Optional;

/**
 * Where API keys come from and where they may go.
 *
 * @param idVariable the environment variable with the key's id
 * @param keyVariable the environment variable with the key
 * @param origins where they may go, and which part of them
 * @param receivers the same for a person, such as "Example's hub"
 */
public record ApiKeyPlaces(String idVariable, String keyVariable, Map<Origin, Part> origins, String receivers) {
    public ApiKeyPlaces {
        origins = Map.copyOf(origins);
    }

    /** Whether the environment has something to do with them, be it half a pair. */
    public boolean isConfigured(Map<String, String> variables) {
        return variables.containsKey(idVariable) || variables.containsKey(keyVariable);
    }

    /**
     * The API keys, if the environment has them.
     *
     * @throws IllegalArgumentException if it has half a pair
     */
    public Optional<ApiKeysCredential> find(Map<String, String> variables) {
        Optional<ApiKeys> keys = ApiKeys.fromEnvironment(variables, idVariable, keyVariable);
        return keys.isPresent() ? Optional.of(new ApiKeysCredential(keys.get(), origins)) : Optional.empty();
    }
}
