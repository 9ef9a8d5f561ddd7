package dev.latchkey.local.preset;

import dev.latchkey.credential.ApiKeys;
import dev.latchkey.credential.ApiKeysCredential;
import dev.latchkey.credential.ApiKeysCredential.Part;
import dev.latchkey.model.Origin;
import java.util.Map;
import java.util.Optional;

/**
 * Where API keys come from and where they may be sent.
 *
 * @param idVariable the environment variable that contains the key's id
 * @param keyVariable the environment variable that contains the key
 * @param origins the origins that may receive them, and which part each receives
 * @param receivers a name for those origins to show to a person, such as "Example's hub"
 */
public record ApiKeyPlaces(String idVariable, String keyVariable, Map<Origin, Part> origins, String receivers) {
    public ApiKeyPlaces {
        origins = Map.copyOf(origins);
    }

    /** Whether the environment sets either variable, even if only one of the two. */
    public boolean isConfigured(Map<String, String> variables) {
        return variables.containsKey(idVariable) || variables.containsKey(keyVariable);
    }

    /**
     * The API keys, if the environment sets them.
     *
     * @throws IllegalArgumentException if it sets only one of the two variables
     */
    public Optional<ApiKeysCredential> find(Map<String, String> variables) {
        Optional<ApiKeys> keys = ApiKeys.fromEnvironment(variables, idVariable, keyVariable);
        return keys.isPresent() ? Optional.of(new ApiKeysCredential(keys.get(), origins)) : Optional.empty();
    }
}
