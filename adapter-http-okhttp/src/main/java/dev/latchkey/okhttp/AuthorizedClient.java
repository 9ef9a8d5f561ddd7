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
import dev.latchkey.port.TimeSource;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProxySelector;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import okhttp3.Authenticator;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * Adds credentials to the requests of an OkHttp client.
 *
 * <pre>{@code
 * OkHttpClient client = AuthorizedClient.of(new OkHttpClient(), authorizer);
 * try (Response response = client.newCall(request).execute()) { ... }
 * }</pre>
 *
 * <ul>
 *   <li>Credentials are sent only where the authorizer allows, and only over HTTPS or to this machine. Each hop of a redirect gets its own
 *       credentials or none.
 *   <li>If the caller set {@code Authorization}, or another header that the credentials contain, nothing is added to that request on any
 *       hop.
 *   <li>The authorizer decides what follows a reply or a failure: whether a rejected request is sent once more, what is retried after a
 *       wait, and which redirects are followed. OkHttp's own rules for this and the base client's {@code authenticator} are not used;
 *       {@code followRedirects(false)} is respected.
 *   <li>The client has no cache, so that one person's responses are never served to another.
 *   <li>If credentials are unavailable, the call fails with an {@link AuthorizationIOException}.
 * </ul>
 *
 * <p>A web socket's handshake gets no credentials, because OkHttp does not call network interceptors for it.
 */
public final class AuthorizedClient {
    /** How often a waiting call checks whether it was cancelled. */
    private static final Duration GLANCE = Duration.ofMillis(100);

    private AuthorizedClient() {}

    /**
     * Returns a client that works like the given one and shares its connections and threads.
     *
     * @param base a client; its own network interceptors do not see the credentials
     * @param authorizer provides the credentials; called on the threads that make calls
     */
    public static OkHttpClient of(OkHttpClient base, RequestAuthorizer authorizer) {
        return of(base, authorizer, wait -> Thread.sleep(wait.toMillis()));
    }

    /**
     * Like {@link #of(OkHttpClient, RequestAuthorizer)}, with another time source.
     *
     * @param time the time source for waits between retries
     */
    public static OkHttpClient of(OkHttpClient base, RequestAuthorizer authorizer, TimeSource time) {
        return of(base, authorizer, time::pause);
    }

    private static OkHttpClient of(OkHttpClient base, RequestAuthorizer authorizer, Pause pause) {
        OkHttpClient.Builder client = base.newBuilder()
                .cache(null)
                .authenticator(Authenticator.NONE)
                .followRedirects(false)
                .followSslRedirects(false)
                .addInterceptor(
                        new AuthorizingInterceptor(authorizer, base.proxySelector(), base.followRedirects(), pause))
                .addNetworkInterceptor(Hop::addCredentials);
        client.networkInterceptors().add(0, Hop::hideStatus);
        return client.build();
    }

    /** Waits. */
    interface Pause {
        /** @throws InterruptedException if the thread is interrupted */
        void pause(Duration wait) throws InterruptedException;
    }

    /**
     * Applies the policy to one call. It fetches credentials before OkHttp takes a connection, so that no connection is held while a token is
     * renewed; {@link Hop} adds them to the request.
     */
    private record AuthorizingInterceptor(
            RequestAuthorizer authorizer, ProxySelector proxies, boolean followsRedirects, Pause pause)
            implements Interceptor {
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
                if (verdict instanceof Verdict.Repeat repeat) {
                    sent = sent.renewed(repeat);
                } else if (verdict instanceof Verdict.Retry retry) {
                    waitFor(retry.pause(ThreadLocalRandom.current().nextDouble()), chain);
                    sent = authorized(sent.retried(), callers);
                } else {
                    Verdict.Redirect redirect = (Verdict.Redirect) verdict;
                    next = redirected(next, redirect);
                    sent = authorized(sent.redirected(redirect), callers);
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
            SentRequest first =
                    SentRequest.first(request.method(), request.url().uri());
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

        /** Closes the response if there is no verdict, or its connection would leak. */
        private Verdict afterReply(SentRequest sent, Response response) throws AuthorizationIOException {
            try {
                HttpReply head = new HttpReply(response.code(), Messages.headers(response.headers()), Secret.of(""));
                return authorizer.afterReply(sent, head, Instant.ofEpochMilli(response.receivedResponseAtMillis()));
            } catch (RuntimeException | Error e) {
                response.close();
                if (e instanceof AuthException reason) {
                    throw new AuthorizationIOException(reason);
                }
                throw e;
            }
        }

        private TransportException explained(IOException failure, SentRequest sent, Hop hop, Chain chain) {
            Failures failures = new Failures(sent.target(), proxies);
            return chain.call().isCanceled()
                    ? new TransportException(
                            TransportException.Kind.CANCELLED, failures.cancelled(), hop.isSent(), failure)
                    : failures.explain(failure, hop.isSent());
        }

        /** OkHttp must not resend a non-idempotent request by itself, as it would after a broken connection. */
        private static Request onTheWire(Request request, Hop hop) {
            Request.Builder tagged = request.newBuilder().tag(Hop.class, hop);
            if (!HttpMethods.isIdempotent(request.method())) {
                tagged.method(request.method(), new Messages.OnceOnly(request.body()));
            }
            return tagged.build();
        }

        private static Request redirected(Request request, Verdict.Redirect redirect) {
            Request.Builder next = request.newBuilder()
                    .url(Objects.requireNonNull(HttpUrl.get(redirect.target())))
                    .method(redirect.method(), redirect.keepsBody() ? request.body() : null);
            request.headers().names().stream()
                    .filter(name -> !redirect.keeps(name))
                    .forEach(next::removeHeader);
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
}
