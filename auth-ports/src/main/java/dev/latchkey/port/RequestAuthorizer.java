package dev.latchkey.port;

import dev.latchkey.error.AuthException;
import dev.latchkey.model.Credentials;
import dev.latchkey.model.Refusal;
import dev.latchkey.model.Verdict;
import java.net.URI;

/**
 * Puts credentials on a consumer's own requests, whatever HTTP client makes them. It never asks a person. Implementations
 * are safe for use by several threads.
 */
public interface RequestAuthorizer {
    /**
     * The credentials for one request, renewed first if need be: headers for an allowed origin (scheme, host and port equal,
     * and HTTPS unless it is this machine), none for another.
     *
     * @param method the request's method
     * @param target the absolute URI that the request goes to; after a redirect, the new one
     * @throws AuthException if the credentials cannot be had
     */
    Credentials authorize(String method, URI target);

    /**
     * What to do about a 401 or 403. A token that was refused is renewed once, however many requests carried it.
     *
     * @param used what {@link #authorize} gave for the request that was refused
     * @throws AuthException if a renewal is due and fails
     */
    Verdict refused(Credentials used, Refusal refusal);
}
