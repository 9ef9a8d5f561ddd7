package dev.latchkey.session;

import dev.latchkey.model.Secret;

/**
 * An access token, and which one it is.
 *
 * @param token the access token
 * @param generation counts the access tokens that this process has had; a refusal names the one that was refused
 */
public record BearerToken(Secret token, long generation) {}
