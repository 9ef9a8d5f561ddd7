package dev.latchkey.cli.session;

import dev.latchkey.cli.failure.UsageException;
import dev.latchkey.credential.ApiKeysCredential;
import dev.latchkey.local.preset.ApiKeyPlaces;
import dev.latchkey.local.provider.SelectedProvider;
import java.util.Map;
import java.util.Optional;

/** API keys, which take the place of a login where the provider knows them and the environment has them. */
public final class ApiKeyAccess {
    private ApiKeyAccess() {}

    /**
     * The API keys.
     *
     * @param environment as from {@code System.getenv()}
     * @param username the username that was given
     * @throws UsageException if there is half a pair, or no username with them
     */
    public static Optional<ApiKeysCredential> find(
            SelectedProvider provider, Map<String, String> environment, Optional<String> username) {
        Optional<ApiKeyPlaces> places = provider.apiKeys();
        return places.isEmpty() ? Optional.empty() : find(places.get(), environment, username);
    }

    private static Optional<ApiKeysCredential> find(
            ApiKeyPlaces places, Map<String, String> environment, Optional<String> username) {
        Optional<ApiKeysCredential> keys;
        try {
            keys = places.find(environment);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
        if (keys.isPresent() && username.isEmpty()) {
            throw new UsageException("API keys do not say whose they are: give the username with --username, or unset "
                    + places.idVariable() + " and " + places.keyVariable() + " to use a login.");
        }
        return keys;
    }
}
