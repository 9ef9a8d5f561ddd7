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
 * The policy for a consumer's own requests, whatever HTTP client makes them: the credentials on them, and what comes after a reply
 * or a failure. It never prompts. Implementations are safe for use by several threads.
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
     * The same for a request that may bring credentials of its own; then none are added, and none are fetched for it.
     *
     * @param callerSets whether the caller set the header of that name, in any case
     * @throws AuthException if the credentials cannot be had
     */
    default Credentials authorize(String method, URI target, Predicate<String> callerSets) {
        if (callerSets.test("Authorization")) {
            return Credentials.none();
        }
        Credentials ours = authorize(method, target);
        // All or none: half of the caller's pair and half of ours belong to no account.
        return ours.headers().stream().anyMatch(header -> callerSets.test(header.name())) ? Credentials.none() : ours;
    }

    /**
     * What to do after a reply. A token that was refused is renewed once, however many requests carried it.
     *
     * @param sent what was sent
     * @param reply status and headers of what came back; the body does not count
     * @param at when it came, by this machine's clock
     * @throws AuthException if a renewal is due and fails
     */
    Verdict afterReply(SentRequest sent, HttpReply reply, Instant at);

    /** What to do when no reply came: send it again ({@link Verdict.Retry}), or hand the failure to the caller. */
    Verdict afterFailure(SentRequest sent, TransportException failure);
}
