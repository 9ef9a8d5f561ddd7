package dev.latchkey.credential;

import dev.latchkey.error.AuthException;
import dev.latchkey.error.CancelledException;
import dev.latchkey.error.TransportException;
import dev.latchkey.error.UnreachableException;
import dev.latchkey.model.Credentials;
import dev.latchkey.model.HttpCall;
import dev.latchkey.model.HttpHeader;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.Refusal;
import dev.latchkey.model.Verdict;
import dev.latchkey.port.HttpTransport;
import dev.latchkey.port.RequestAuthorizer;
import dev.latchkey.port.TimeSource;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Requests with credentials over an {@link HttpTransport}: a refused token is renewed and the request repeated once, what may be
 * sent again after a failure is, and a GET follows redirects within its origin. Safe for use by several threads.
 */
public final class AuthorizedRequests {
    private static final int MOST_REDIRECTS = 5;

    private final HttpTransport http;
    private final RequestAuthorizer authorizer;
    private final TimeSource time;
    private final RandomGenerator random;

    public AuthorizedRequests(
            HttpTransport http, RequestAuthorizer authorizer, TimeSource time, RandomGenerator random) {
        this.http = Objects.requireNonNull(http, "http");
        this.authorizer = Objects.requireNonNull(authorizer, "authorizer");
        this.time = Objects.requireNonNull(time, "time");
        this.random = Objects.requireNonNull(random, "random");
    }

    /**
     * Makes the call, whatever its status; headers that the caller set are left as they are.
     *
     * @throws AuthException if the credentials cannot be had, or no reply came
     */
    public HttpReply send(HttpCall call) {
        HttpCall next = call;
        for (int redirects = 0; ; redirects++) {
            HttpReply reply = sendOnce(next);
            Optional<URI> target = Redirects.target(next, reply);
            if (target.isEmpty() || redirects == MOST_REDIRECTS) {
                return reply;
            }
            next = to(next, target.get());
        }
    }

    private HttpReply sendOnce(HttpCall call) {
        Credentials credentials = credentialsFor(call);
        HttpReply reply = exchange(with(call, credentials));
        if (credentials.isEmpty() || reply.status() != 401 && reply.status() != 403) {
            return reply;
        }
        Refusal refusal = new Refusal(
                call.method(), call.uri(), reply.status(), reply.headers("WWW-Authenticate"), reply.headers());
        Verdict verdict = authorizer.refused(credentials, refusal);
        return verdict instanceof Verdict.Repeat repeat ? exchange(with(call, repeat.credentials())) : reply;
    }

    /** Credential headers that the caller set are the caller's: who brings one needs none of ours, nor fails for want of it. */
    private Credentials credentialsFor(HttpCall call) {
        if (has(call, "Authorization")) {
            return Credentials.none();
        }
        Credentials ours = authorizer.authorize(call.method(), call.uri());
        // All or none: half of the caller's pair and half of ours are nobody's.
        boolean callers = ours.headers().stream().anyMatch(header -> has(call, header.name()));
        return callers ? Credentials.none() : ours;
    }

    private HttpReply exchange(HttpCall call) {
        for (int retries = 0; ; retries++) {
            Optional<Duration> wait;
            try {
                HttpReply reply = http.exchange(call);
                wait = RetryRules.afterReply(call.method(), reply, retries, random.nextDouble(), time.epochMillis());
                if (wait.isEmpty()) {
                    return reply;
                }
            } catch (TransportException e) {
                wait = RetryRules.afterFailure(call.method(), e, retries, random.nextDouble());
                if (wait.isEmpty()) {
                    throw failure(e);
                }
            }
            pause(wait.get());
        }
    }

    private void pause(Duration wait) {
        try {
            time.pause(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("Cancelled while waiting to send a request again.", e);
        }
    }

    private static AuthException failure(TransportException e) {
        return e.kind() == TransportException.Kind.CANCELLED
                ? new CancelledException("Cancelled while waiting for a reply.", e)
                : new UnreachableException(String.valueOf(e.getMessage()), null, e);
    }

    private static boolean has(HttpCall call, String header) {
        return call.headers().stream().anyMatch(theirs -> theirs.isNamed(header));
    }

    private static HttpCall to(HttpCall call, URI target) {
        return new HttpCall(call.method(), target, call.headers(), call.body(), call.timeout(), call.replyLimit());
    }

    private static HttpCall with(HttpCall call, Credentials credentials) {
        List<HttpHeader> headers = new ArrayList<>(call.headers());
        headers.addAll(credentials.headers());
        return new HttpCall(call.method(), call.uri(), headers, call.body(), call.timeout(), call.replyLimit());
    }
}
