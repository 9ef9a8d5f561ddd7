package dev.latchkey.session;

import dev.latchkey.model.Secret;

/**
 * An access token and its generation.
 *
 * @param token the access token
 * @param generation counts the access tokens of this process, to identify a refused one
 */
public record BearerToken(Secret token, long generation) {}
