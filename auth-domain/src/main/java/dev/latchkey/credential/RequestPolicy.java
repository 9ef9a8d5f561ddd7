package dev.latchkey.credential;

import dev.latchkey.error.TransportException;
import dev.latchkey.model.HttpMethods;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.Origin;
import dev.latchkey.model.SentRequest;
import dev.latchkey.model.Verdict;
import dev.latchkey.oauth.ServerClock;
import dev.latchkey.oauth.Uris;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The policy after a reply or a failure, for all requests with credentials. Pure. As a table:
 *
 * <table>
 * <caption>The policy</caption>
 * <tr><th>result</th><th>action</th></tr>
 * <tr><td>401, 403 to our credentials</td><td>as the credential decides: renewed and repeated once per call, if the body can
 *     be sent again; else passed on</td></tr>
 * <tr><td>301, 302, 307, 308 to GET or HEAD</td><td>followed; to another origin without the caller's headers</td></tr>
 * <tr><td>303</td><td>followed with a GET (a HEAD stays one), without the body</td></tr>
 * <tr><td>307, 308 to another method</td><td>followed within the origin, if the body can be sent again</td></tr>
 * <tr><td>301, 302 to another method</td><td>passed on: clients disagree on the meaning</td></tr>
 * <tr><td>408, 500, 502, 503, 504</td><td>retried after 1, 2, 4 s, if the method is idempotent</td></tr>
 * <tr><td>429, 503 with {@code Retry-After} up to a minute</td><td>retried then, if the method is idempotent</td></tr>
 * <tr><td>no connection, timeout</td><td>retried after 1, 2, 4 s, if the method is idempotent or nothing was sent</td></tr>
 * <tr><td>anything else</td><td>passed on</td></tr>
 * </table>
 *
 * <p>A call is retried three times and follows ten redirects, but never from HTTPS to HTTP, nor from another machine to this one.
 */
final class RequestPolicy {
    static final int MOST_RETRIES = 3;
    static final int MOST_REDIRECTS = 10;

    private static final Set<Integer> REFUSED = Set.of(401, 403);
    /** Not all 3xx statuses: a 304, for example, is a result, whatever its headers. */
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    /** RFC 9110 §15.4.8 and §15.4.9: the method is preserved. */
    private static final Set<Integer> METHOD_STAYS = Set.of(307, 308);

    private static final Set<Integer> PASSING = Set.of(408, 500, 502, 503, 504);
    /** RFC 9110 §10.2.3, RFC 6585 §4. */
    private static final Set<Integer> NAMES_A_TIME = Set.of(429, 503);

    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    /** The maximum time that a caller is kept waiting; for longer ones, the reply is passed to the caller. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private RequestPolicy() {}

    /** A credential's decision about a reply that refused it. */
    interface Refused {
        /** The new credentials to repeat the request with, or why not. */
        Verdict verdict(SentRequest sent, HttpReply reply);
    }

    static Verdict afterReply(SentRequest sent, HttpReply reply, Instant at, Refused refused) {
        if (REFUSED.contains(reply.status())) {
            return afterRefusal(sent, reply, refused);
        }
        if (REDIRECTS.contains(reply.status())) {
            return sent.redirects() < MOST_REDIRECTS ? redirect(sent, reply) : Verdict.passOn();
        }
        if (!maySendAgain(sent) || !HttpMethods.isIdempotent(sent.method())) {
            return Verdict.passOn();
        }
        Optional<Duration> asked =
                NAMES_A_TIME.contains(reply.status()) ? ServerClock.retryAfter(reply, at) : Optional.empty();
        if (asked.isPresent()) {
            return asked.get().compareTo(LONGEST_WAIT) <= 0
                    ? new Verdict.Retry(asked.get(), Duration.ZERO)
                    : Verdict.passOn();
        }
        return PASSING.contains(reply.status()) ? backoff(sent) : Verdict.passOn();
    }

    static Verdict afterFailure(SentRequest sent, TransportException failure) {
        boolean passing = failure.kind() == TransportException.Kind.UNREACHABLE
                || failure.kind() == TransportException.Kind.TIMED_OUT;
        boolean safe = HttpMethods.isIdempotent(sent.method()) || !failure.requestMayHaveBeenSent();
        return passing && safe && maySendAgain(sent) ? backoff(sent) : Verdict.passOn();
    }

    private static Verdict afterRefusal(SentRequest sent, HttpReply reply, Refused refused) {
        if (sent.credentials().isEmpty() || sent.isRenewed()) {
            return Verdict.passOn();
        }
        // Renewed even if this request cannot be repeated, so that the next one is not refused as well.
        Verdict verdict = refused.verdict(sent, reply);
        return verdict.kind() == Verdict.Kind.REPEAT && !sent.isRepeatable() ? Verdict.passOn() : verdict;
    }

    private static boolean maySendAgain(SentRequest sent) {
        return sent.retries() < MOST_RETRIES && sent.isRepeatable();
    }

    private static Verdict backoff(SentRequest sent) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << sent.retries());
        return new Verdict.Retry(wait, wait.dividedBy(2));
    }

    private static Verdict redirect(SentRequest sent, HttpReply reply) {
        boolean isRead = sent.method().equals("GET") || sent.method().equals("HEAD");
        boolean becomesGet = reply.status() == 303 && !isRead;
        boolean staysItself = METHOD_STAYS.contains(reply.status()) && sent.isRepeatable();
        // HTTP clients accept host names that Java's URI does not. Redirects from those are not followed.
        Optional<Origin> here = Origin.find(sent.target());
        Optional<URI> target = here.flatMap(origin -> target(sent.target(), reply));
        if (target.isEmpty() || !isRead && !becomesGet && !staysItself) {
            return Verdict.passOn();
        }
        boolean within = here.get().covers(target.get());
        return isRead || becomesGet || within
                ? new Verdict.Redirect(becomesGet ? "GET" : sent.method(), target.get(), !becomesGet, within)
                : Verdict.passOn();
    }

    /** The target of a redirect; empty if it is not followed. */
    private static Optional<URI> target(URI from, HttpReply reply) {
        // Fragments are not sent (§10.2.2). A reference that is empty without its fragment would lead back to the same
        // URI.
        return reply.header("Location")
                .map(location -> before(location, '#'))
                .filter(reference -> !reference.isEmpty())
                .flatMap(reference -> resolve(from, reference))
                .filter(target -> Uris.objection(target, from).isEmpty());
    }

    /** The result is parsed again, so that what is checked is what is sent. */
    private static Optional<URI> resolve(URI base, String reference) {
        // URI implements RFC 2396, where a reference with only a query drops the last segment of the path.
        String absolute = reference.startsWith("?") ? before(base.toString(), '?') + reference : reference;
        return Uris.parse(absolute)
                .map(parsed -> base.resolve(parsed).toString())
                .flatMap(Uris::parse);
    }

    private static String before(String text, char end) {
        int index = text.indexOf(end);
        return index < 0 ? text : text.substring(0, index);
    }
}
