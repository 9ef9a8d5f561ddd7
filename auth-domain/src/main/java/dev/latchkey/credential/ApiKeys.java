package dev.latchkey.credential;

import dev.latchkey.model.Secret;
import dev.latchkey.oauth.AccessTokens;
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
        checkFitsHeader(id, "id");
        checkFitsHeader(key, "key");
    }

    /**
     * Reads the pair from two environment variables.
     *
     * @param environment the environment variables of the process
     * @throws IllegalArgumentException if only one is set; the message names both
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

    /** Checked here rather than when a request is sent. A file that is read whole often ends with a line break. */
    private static void checkFitsHeader(Secret value, String what) {
        if (!AccessTokens.isWellFormed(value)) {
            throw new IllegalArgumentException(
                    "the " + what + " of an API key must be one line of ASCII characters that is not empty");
        }
    }
}
