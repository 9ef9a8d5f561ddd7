package dev.latchkey.credential;

import dev.latchkey.error.AuthException;
import dev.latchkey.error.CancelledException;
import dev.latchkey.error.TransportException;
import dev.latchkey.model.Credentials;
import dev.latchkey.model.HttpBody;
import dev.latchkey.model.HttpCall;
import dev.latchkey.model.HttpHeader;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.SentRequest;
import dev.latchkey.model.Verdict;
import dev.latchkey.port.HttpTransport;
import dev.latchkey.port.RequestAuthorizer;
import dev.latchkey.port.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Sends requests with credentials through an {@link HttpTransport}, by the policy of a {@link RequestAuthorizer}. Safe for use by several
 * threads.
 */
public final class AuthorizedRequests {
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
     * Sends the call and returns the reply, whatever its status. Headers that the caller set are unchanged.
     *
     * @throws AuthException if the credentials are unavailable, or no reply was received
     */
    public HttpReply send(HttpCall call) {
        HttpCall next = call;
        SentRequest sent = authorized(SentRequest.first(call.method(), call.uri()), call);
        for (; ; ) {
            HttpReply reply = null;
            Verdict verdict;
            try {
                reply = http.exchange(with(next, sent.credentials()));
                verdict = authorizer.afterReply(sent, reply, Instant.ofEpochMilli(time.epochMillis()));
            } catch (TransportException e) {
                verdict = authorizer.afterFailure(sent, e);
                if (verdict.kind() != Verdict.Kind.RETRY) {
                    throw e.toAuthException();
                }
            }
            switch (verdict.kind()) {
                case PASS_ON, STEP_UP -> {
                    return Objects.requireNonNull(reply);
                }
                case REPEAT -> sent = sent.renewed((Verdict.Repeat) verdict);
                case RETRY -> {
                    Duration wait = ((Verdict.Retry) verdict).pause(random.nextDouble());
                    pause(time, wait, "Cancelled while waiting to send a request again.");
                    sent = authorized(sent.retried(), call);
                }
                case REDIRECT -> {
                    next = to(next, (Verdict.Redirect) verdict);
                    sent = authorized(sent.redirected((Verdict.Redirect) verdict), call);
                }
            }
        }
    }

    private SentRequest authorized(SentRequest request, HttpCall callers) {
        return request.with(authorizer.authorize(
                request.method(),
                request.target(),
                name -> callers.headers().stream().anyMatch(theirs -> theirs.isNamed(name))));
    }

    /** @param cancelled the message if the thread is interrupted */
    static void pause(TimeSource time, Duration wait, String cancelled) {
        try {
            time.pause(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException(cancelled, e);
        }
    }

    private static HttpCall to(HttpCall call, Verdict.Redirect redirect) {
        List<HttpHeader> kept = call.headers().stream()
                .filter(header -> redirect.keeps(header.name()))
                .toList();
        Optional<HttpBody> body = redirect.keepsBody() ? call.body() : Optional.empty();
        return new HttpCall(redirect.method(), redirect.target(), kept, body, call.timeout(), call.replyLimit());
    }

    private static HttpCall with(HttpCall call, Credentials credentials) {
        List<HttpHeader> headers = new ArrayList<>(call.headers());
        headers.addAll(credentials.headers());
        return new HttpCall(call.method(), call.uri(), headers, call.body(), call.timeout(), call.replyLimit());
    }
}
