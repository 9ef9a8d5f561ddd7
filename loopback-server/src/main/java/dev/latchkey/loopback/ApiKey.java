package dev.latchkey.loopback;

import dev.latchkey.model.Secret;

/**
 * An API key that the protected API accepts instead of a token.
 *
 * @param id the expected value of {@code x-api-key-id}
 * @param key the expected value of {@code x-api-key}
 * @param username the user it belongs to
 */
record ApiKey(String id, Secret key, String username) {
    boolean isOn(ReceivedRequest request) {
        return request.header("x-api-key-id").filter(id::equals).isPresent()
                && request.header("x-api-key")
                        .map(Secret::of)
                        .filter(key::equals)
                        .isPresent();
    }
}
