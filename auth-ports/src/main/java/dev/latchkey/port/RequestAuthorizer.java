package dev.latchkey.port;

import dev.latchkey.error.AuthException;
import dev.latchkey.error.TransportException;
import dev.latchkey.model.Credentials;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.SentRequest;
import dev.latchkey.model.Verdict;
import java.net.URI;
import java.time.Instant;
import java.util.function.Predicate;

/**
 * The policy for an application's own requests, whatever HTTP client makes them: their credentials, and what to do after a reply or a
 * failure. Never prompts. Implementations must be safe for use by several threads.
 */
public interface RequestAuthorizer {
    /**
     * Returns the credentials for one request, renewed first if necessary: headers for an allowed origin (equal scheme, host and port, and
     * HTTPS unless it is this machine), none for any other.
     *
     * @param method the request's method
     * @param target the absolute URI of the request; after a redirect, the new one
     * @throws AuthException if the credentials are unavailable
     */
    Credentials authorize(String method, URI target);

    /**
     * Like {@link #authorize(String, URI)}, for a request that may have credentials of its own; in that case none are fetched or added.
     *
     * @param callerSets whether the caller set the header with this name, in any case
     * @throws AuthException if the credentials are unavailable
     */
    default Credentials authorize(String method, URI target, Predicate<String> callerSets) {
        if (callerSets.test("Authorization")) {
            return Credentials.none();
        }
        Credentials ours = authorize(method, target);
        // All or none: a mixture of the caller's headers and ours would belong to no account.
        return ours.headers().stream().anyMatch(header -> callerSets.test(header.name())) ? Credentials.none() : ours;
    }

    /**
     * Decides what to do after a reply. A rejected token is renewed once, however many requests used it.
     *
     * @param sent the request that was sent
     * @param reply the status and headers of the reply; the body is ignored
     * @param at when it was received, by this machine's clock
     * @throws AuthException if a renewal is due and fails
     */
    Verdict afterReply(SentRequest sent, HttpReply reply, Instant at);

    /** Decides what to do if there was no reply: send the request again ({@link Verdict.Retry}), or pass the failure to the caller. */
    Verdict afterFailure(SentRequest sent, TransportException failure);
}
