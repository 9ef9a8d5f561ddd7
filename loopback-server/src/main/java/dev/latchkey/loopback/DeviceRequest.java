package dev.latchkey.loopback;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a device asks a person for.
 *
 * @param clientId the client
 * @param scopes the scopes, as far as the server grants them
 * @param audience the API, or null
 */
record DeviceRequest(
        String clientId, List<String> scopes, @Nullable String audience) {
    DeviceRequest {
        scopes = List.copyOf(scopes);
    }
}
