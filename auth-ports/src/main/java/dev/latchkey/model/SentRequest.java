package dev.latchkey.model;

import java.net.URI;
import java.util.Objects;

/**
 * A request with all that led to it, as far as the policy has to know. Start with {@link #first}; each step gives the next one.
 *
 * @param method the method, in capitals
 * @param target where it went
 * @param isRepeatable whether it can be sent more than once: it has no body, or one that can be written again
 * @param credentials what was put on it; none where the caller's own credentials are, or none may go
 * @param isRenewed whether credentials were renewed for it, at this target or an earlier one
 * @param retries how often it was sent again after failures that pass
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

    /** A caller's request that can be sent more than once, without credentials as yet. */
    public static SentRequest first(String method, URI target) {
        return new SentRequest(method, target, true, Credentials.none(), false, 0, 0);
    }

    /** The same with a body that cannot be written again. */
    public SentRequest withOneShotBody() {
        return new SentRequest(method, target, false, credentials, isRenewed, retries, redirects);
    }

    /** The same with these credentials on it. */
    public SentRequest with(Credentials ours) {
        return new SentRequest(method, target, isRepeatable, ours, isRenewed, retries, redirects);
    }

    /** The same once more, with the credentials that were renewed. */
    public SentRequest renewed(Verdict.Repeat verdict) {
        return new SentRequest(method, target, isRepeatable, verdict.credentials(), true, retries, redirects);
    }

    /** The same once more, after a wait. */
    public SentRequest retried() {
        return new SentRequest(method, target, isRepeatable, credentials, isRenewed, retries + 1, redirects);
    }

    /** The request that a redirect leads to, without credentials as yet. */
    public SentRequest redirected(Verdict.Redirect to) {
        boolean repeatable = isRepeatable || !to.keepsBody();
        return new SentRequest(
                to.method(), to.target(), repeatable, Credentials.none(), isRenewed, retries, redirects + 1);
    }
}
