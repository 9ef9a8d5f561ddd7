package dev.latchkey.cli.session;

import dev.latchkey.bitfount.BitfountEnvironment;
import dev.latchkey.cli.failure.UsageException;
import dev.latchkey.credential.ApiKeys;
import dev.latchkey.credential.ApiKeysCredential;
import dev.latchkey.local.provider.SelectedProvider;
import dev.latchkey.model.Origin;
import java.util.Map;
import java.util.Optional;

/** Bitfount's API keys, which take the place of a login where the environment has them. */
public final class ApiKeyAccess {
    private static final String ID_VARIABLE = "BITFOUNT_API_KEY_ID";
    private static final String KEY_VARIABLE = "BITFOUNT_API_KEY";

    private ApiKeyAccess() {}

    /** Whether the environment has something to do with API keys, be it half a pair. */
    public static boolean isConfigured(Map<String, String> environment) {
        return environment.containsKey(ID_VARIABLE) || environment.containsKey(KEY_VARIABLE);
    }

    /**
     * The API keys, if the provider is Bitfount and the environment has them.
     *
     * @param environment as from {@code System.getenv()}
     * @param username the username that was given
     * @throws UsageException if there is half a pair, or no username with them
     */
    public static Optional<ApiKeysCredential> find(
            SelectedProvider provider, Map<String, String> environment, Optional<String> username) {
        return provider.environment()
                .flatMap(bitfount ->
                        keys(environment).map(keys -> new ApiKeysCredential(keys, checkedOrigins(bitfount, username))));
    }

    private static Optional<ApiKeys> keys(Map<String, String> environment) {
        try {
            return ApiKeys.fromEnvironment(environment, ID_VARIABLE, KEY_VARIABLE);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Map<Origin, ApiKeysCredential.Part> checkedOrigins(
            BitfountEnvironment bitfount, Optional<String> username) {
        if (username.isEmpty()) {
            throw new UsageException("API keys do not say whose they are: give the username with --username, or unset "
                    + ID_VARIABLE + " and " + KEY_VARIABLE + " to use a login.");
        }
        return bitfount.apiKeyOrigins();
    }
}
