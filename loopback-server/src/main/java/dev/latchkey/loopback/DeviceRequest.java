package dev.latchkey.loopback;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a device asks a person to approve.
 *
 * @param clientId the client
 * @param scopes the requested scopes that the server can grant
 * @param audience the API, or null
 */
record DeviceRequest(
        String clientId, List<String> scopes, @Nullable String audience) {
    DeviceRequest {
        scopes = List.copyOf(scopes);
    }
}
