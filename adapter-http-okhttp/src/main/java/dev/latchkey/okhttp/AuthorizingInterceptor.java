package dev.latchkey.okhttp;

import dev.latchkey.error.AuthException;
import dev.latchkey.error.TransportException;
import dev.latchkey.model.Credentials;
import dev.latchkey.model.HttpMethods;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.Origin;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SentRequest;
import dev.latchkey.model.Verdict;
import dev.latchkey.port.RequestAuthorizer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProxySelector;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * Applies the policy to one call. It fetches credentials before OkHttp takes a connection, so that no connection is held while a token is
 * renewed; {@link CredentialsInterceptor} adds them to the request.
 */
final class AuthorizingInterceptor implements Interceptor {
    /** Waits. */
    interface Pause {
        /** @throws InterruptedException if the thread is interrupted */
        void pause(Duration wait) throws InterruptedException;
    }

    /** How often a waiting call checks whether it was cancelled. */
    private static final Duration GLANCE = Duration.ofMillis(100);

    private final RequestAuthorizer authorizer;
    private final ProxySelector proxies;
    private final boolean followsRedirects;
    private final Pause pause;

    AuthorizingInterceptor(RequestAuthorizer authorizer, ProxySelector proxies, boolean followsRedirects, Pause pause) {
        this.authorizer = authorizer;
        this.proxies = proxies;
        this.followsRedirects = followsRedirects;
        this.pause = pause;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request callers = chain.request();
        Request next = callers;
        SentRequest sent = authorized(first(callers), callers);
        for (; ; ) {
            Hop hop = new Hop(sent.credentials());
            Response response = null;
            Verdict verdict;
            try {
                response = hop.restored(chain.proceed(onTheWire(next, hop)));
                verdict = afterReply(sent.with(hop.carried()), response);
            } catch (AuthorizationIOException e) {
                throw e;
            } catch (IOException e) {
                verdict = authorizer.afterFailure(sent, explained(e, sent, hop, chain));
                if (verdict.kind() != Verdict.Kind.RETRY) {
                    throw e;
                }
            }
            if (isForCaller(verdict)) {
                return Objects.requireNonNull(response)
                        .newBuilder()
                        .request(next)
                        .build();
            }
            if (response != null) {
                response.close();
            }
            switch (verdict.kind()) {
                case REPEAT -> sent = sent.renewed((Verdict.Repeat) verdict);
                case RETRY -> {
                    waitFor(
                            ((Verdict.Retry) verdict)
                                    .pause(ThreadLocalRandom.current().nextDouble()),
                            chain);
                    sent = authorized(sent.retried(), callers);
                }
                default -> {
                    next = redirected(next, (Verdict.Redirect) verdict);
                    sent = authorized(sent.redirected((Verdict.Redirect) verdict), callers);
                }
            }
        }
    }

    private boolean isForCaller(Verdict verdict) {
        return switch (verdict.kind()) {
            case PASS_ON, STEP_UP -> true;
            // OkHttp supports fewer hosts than Java's URI.
            case REDIRECT -> !followsRedirects || HttpUrl.get(((Verdict.Redirect) verdict).target()) == null;
            case REPEAT, RETRY -> false;
        };
    }

    private static SentRequest first(Request request) {
        RequestBody body = request.body();
        boolean isRepeatable = body == null || !body.isOneShot() && !body.isDuplex();
        SentRequest first = SentRequest.first(request.method(), request.url().uri());
        return isRepeatable ? first : first.withOneShotBody();
    }

    private SentRequest authorized(SentRequest request, Request callers) throws AuthorizationIOException {
        // Checked whatever the authorizer says. OkHttp also supports host names that Java's URI does not.
        if (Origin.find(request.target()).filter(Origin::isProtected).isEmpty()) {
            return request.with(Credentials.none());
        }
        try {
            return request.with(
                    authorizer.authorize(request.method(), request.target(), name -> callers.header(name) != null));
        } catch (AuthException e) {
            throw new AuthorizationIOException(e);
        }
    }

    /** A response that is not passed on must be closed, or its connection leaks. */
    private Verdict afterReply(SentRequest sent, Response response) throws IOException {
        boolean decided = false;
        try {
            HttpReply head = new HttpReply(response.code(), Replies.headers(response.headers()), Secret.of(""));
            Verdict verdict =
                    authorizer.afterReply(sent, head, Instant.ofEpochMilli(response.receivedResponseAtMillis()));
            decided = true;
            return verdict;
        } catch (AuthException e) {
            throw new AuthorizationIOException(e);
        } finally {
            if (!decided) {
                response.close();
            }
        }
    }

    private TransportException explained(IOException failure, SentRequest sent, Hop hop, Chain chain) {
        Failures failures = new Failures(sent.target(), proxies);
        return chain.call().isCanceled()
                ? new TransportException(TransportException.Kind.CANCELLED, failures.cancelled(), hop.isSent(), failure)
                : failures.explain(failure, hop.isSent());
    }

    /** OkHttp must not resend a non-idempotent request by itself, as it would after a broken connection. */
    private static Request onTheWire(Request request, Hop hop) {
        Request.Builder tagged = request.newBuilder().tag(Hop.class, hop);
        if (!HttpMethods.isIdempotent(request.method())) {
            tagged.method(request.method(), new Requests.OnceOnly(request.body()));
        }
        return tagged.build();
    }

    private static Request redirected(Request request, Verdict.Redirect redirect) {
        Request.Builder next = request.newBuilder()
                .url(Objects.requireNonNull(HttpUrl.get(redirect.target())))
                .method(redirect.method(), redirect.keepsBody() ? request.body() : null);
        request.headers().names().stream().filter(name -> !redirect.keeps(name)).forEach(next::removeHeader);
        return next.build();
    }

    private void waitFor(Duration wait, Chain chain) throws IOException {
        try {
            Duration left = wait;
            while (left.compareTo(Duration.ZERO) > 0 && !chain.call().isCanceled()) {
                pause.pause(left.compareTo(GLANCE) < 0 ? left : GLANCE);
                left = left.minus(GLANCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
        if (chain.call().isCanceled()) {
            throw new IOException("Canceled");
        }
    }
}
