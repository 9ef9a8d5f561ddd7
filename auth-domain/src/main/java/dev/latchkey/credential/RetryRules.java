package dev.latchkey.credential;

import dev.latchkey.error.TransportException;
import dev.latchkey.model.HttpReply;
import dev.latchkey.oauth.RetryAfter;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a person's own request is sent again, and when. Pure. A request that is not idempotent is sent again only if not a byte
 * of it can have reached the server (RFC 9110 §9.2.2); 404 is an answer, not a failure.
 */
final class RetryRules {
    /** A request is sent again at most this often. */
    static final int MOST_RETRIES = 3;

    private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE");
    private static final Set<Integer> TRANSIENT = Set.of(500, 502, 503, 504);
    private static final Set<Integer> NAMES_A_TIME = Set.of(429, 503);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    /** A caller who waits is not kept waiting longer than this: then the answer is theirs to deal with. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private RetryRules() {}

    /**
     * How long to wait before the request is sent again, or empty if it is not.
     *
     * @param retries how often it was sent again already
     * @param jitter from 0 to 1: lengthens the wait by up to a half
     */
    static Optional<Duration> afterReply(String method, HttpReply reply, int retries, double jitter, long nowMillis) {
        if (retries >= MOST_RETRIES || !IDEMPOTENT.contains(method)) {
            return Optional.empty();
        }
        Optional<Duration> asked = RetryAfter.of(reply, nowMillis);
        if (NAMES_A_TIME.contains(reply.status()) && asked.isPresent()) {
            return asked.filter(wait -> wait.compareTo(LONGEST_WAIT) <= 0);
        }
        return TRANSIENT.contains(reply.status()) ? Optional.of(backoff(retries, jitter)) : Optional.empty();
    }

    /** The same for a request without a reply. */
    static Optional<Duration> afterFailure(String method, TransportException failure, int retries, double jitter) {
        boolean passing = failure.kind() == TransportException.Kind.UNREACHABLE
                || failure.kind() == TransportException.Kind.TIMED_OUT;
        boolean safe = IDEMPOTENT.contains(method) || !failure.requestMayHaveBeenSent();
        return retries < MOST_RETRIES && passing && safe ? Optional.of(backoff(retries, jitter)) : Optional.empty();
    }

    private static Duration backoff(int retries, double jitter) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << retries);
        return wait.plusMillis(Math.round(wait.toMillis() * jitter / 2));
    }
}
