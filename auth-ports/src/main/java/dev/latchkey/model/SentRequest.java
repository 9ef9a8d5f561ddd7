package dev.latchkey.model;

import java.net.URI;
import java.util.Objects;

/**
 * A request and its history, as far as the policy needs it. Start with {@link #first}; each step returns the next one.
 *
 * @param method the method, in capitals
 * @param target where it was sent
 * @param isRepeatable whether it can be sent again: it has no body, or one that can be written again
 * @param credentials what was added to it; none if the caller set credentials, or if none may be sent
 * @param isRenewed whether credentials were renewed for it, at this target or an earlier one
 * @param retries how often it was sent again after transient failures
 * @param redirects how many redirects led here
 */
public record SentRequest(
        String method,
        URI target,
        boolean isRepeatable,
        Credentials credentials,
        boolean isRenewed,
        int retries,
        int redirects) {
    public SentRequest {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(credentials, "credentials");
    }

    /** A caller's request that can be sent again, without credentials yet. */
    public static SentRequest first(String method, URI target) {
        return new SentRequest(method, target, true, Credentials.none(), false, 0, 0);
    }

    /** This request with a body that cannot be written again. */
    public SentRequest withOneShotBody() {
        return new SentRequest(method, target, false, credentials, isRenewed, retries, redirects);
    }

    /** This request with these credentials. */
    public SentRequest with(Credentials ours) {
        return new SentRequest(method, target, isRepeatable, ours, isRenewed, retries, redirects);
    }

    /** The repeated request, with the renewed credentials. */
    public SentRequest renewed(Verdict.Repeat verdict) {
        return new SentRequest(method, target, isRepeatable, verdict.credentials(), true, retries, redirects);
    }

    /** The repeated request, after a wait. */
    public SentRequest retried() {
        return new SentRequest(method, target, isRepeatable, credentials, isRenewed, retries + 1, redirects);
    }

    /** The request to the target of a redirect, without credentials yet. */
    public SentRequest redirected(Verdict.Redirect to) {
        boolean repeatable = isRepeatable || !to.keepsBody();
        return new SentRequest(
                to.method(), to.target(), repeatable, Credentials.none(), isRenewed, retries, redirects + 1);
    }
}
