package dev.latchkey.loopback;

import dev.latchkey.model.Secret;

/**
 * An API key that the protected API takes in place of a token.
 *
 * @param id what {@code x-api-key-id} must say
 * @param key what {@code x-api-key} must say
 * @param username whom it stands for
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
