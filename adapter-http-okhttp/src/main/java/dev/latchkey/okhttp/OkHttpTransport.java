package dev.latchkey.okhttp;

import dev.latchkey.error.TransportException;
import dev.latchkey.error.TransportException.Kind;
import dev.latchkey.model.HttpCall;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.Origin;
import dev.latchkey.port.HttpTransport;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.CookieJar;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * {@link HttpTransport} on OkHttp, without the features that go beyond one exchange: redirects, retries, cookies, a cache.
 *
 * <p>An interrupt ends neither connecting nor reading from a socket, and nothing ends a name lookup. So these run on another thread, and
 * the caller waits for it only as long as it wants to. These threads are daemons and soon end, and connections are closed after each
 * exchange, so there is nothing to close.
 *
 * <p>Safe for use by several threads.
 */
public final class OkHttpTransport implements HttpTransport {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final ClientSettings settings;
    private final ExecutorService workers = ClientSettings.daemons("latchkey-http");
    private @Nullable OkHttpClient secure; // guarded by this
    private @Nullable OkHttpClient plain; // guarded by this

    /** A transport with these settings. */
    public OkHttpTransport(ClientSettings settings) {
        this.settings = settings;
    }

    /** A transport with the default settings. */
    public OkHttpTransport() {
        this(ClientSettings.defaults());
    }

    /**
     * Loads what the first exchange with this address needs, which takes tens of milliseconds. A program that makes one exchange and exits
     * can do this on another thread while it is busy with something else. Nothing is sent. A failure here is ignored; it happens again in
     * the exchange and is reported there.
     *
     * @param server an address that will be called soon
     */
    public static void warmUp(URI server) {
        try {
            // Created but never run, so there is nothing to close.
            Attempt unused = new Attempt(new OkHttpTransport().client(server), HttpCall.get(server, List.of()));
        } catch (TransportException | IllegalArgumentException e) {
            return;
        }
    }

    @Override
    public HttpReply exchange(HttpCall call) throws TransportException {
        Attempt attempt = new Attempt(client(call.uri()), call);
        if (Thread.currentThread().isInterrupted()) {
            throw attempt.cancelled();
        }
        Future<HttpReply> reply = workers.submit(attempt);
        try {
            return reply.get(nanos(call.timeout()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw attempt.cancelled();
        } catch (TimeoutException e) {
            throw attempt.timedOut();
        } catch (ExecutionException e) {
            throw attempt.failed(e.getCause());
        }
    }

    /** {@link Duration#toNanos()} overflows beyond 292 years, which is as good as forever. */
    private static long nanos(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }

    /**
     * The client for this address: one for {@code https} and one for {@code http}, each created on first use. TLS requires reading all of
     * the system's certificates, which a plain exchange with this machine need not wait for.
     */
    private synchronized OkHttpClient client(URI uri) throws TransportException {
        if ("https".equalsIgnoreCase(uri.getScheme())) {
            if (secure == null) {
                secure = madeSecure(uri);
            }
            return secure;
        }
        if (plain == null) {
            plain = restrained(settings.newBuilder().connectionSpecs(List.of(ConnectionSpec.CLEARTEXT)));
        }
        return plain;
    }

    private OkHttpClient madeSecure(URI uri) throws TransportException {
        try {
            return restrained(settings.newClient().newBuilder());
        } catch (IllegalArgumentException e) {
            throw insecure(uri, e.getMessage(), e);
        } catch (Exception | AssertionError e) {
            // OkHttp throws exceptions that Kotlin does not check, such as KeyStoreException, or an AssertionError.
            String why =
                    "the certificate authorities of this JVM cannot be read; check javax.net.ssl.trustStore, where it is set";
            throw insecure(uri, why, e);
        }
    }

    private static TransportException insecure(URI uri, @Nullable String why, Throwable cause) {
        return new TransportException(Kind.TLS, "no secure connection to " + Origin.of(uri) + ": " + why, false, cause);
    }

    private static OkHttpClient restrained(OkHttpClient.Builder client) {
        return client.followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .cookieJar(CookieJar.NO_COOKIES)
                .cache(null)
                // Use a new connection for each exchange: the server may just have closed an idle one, and then we
                // could not tell whether it accepted a rotating token. TLS sessions are still resumed.
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
                .protocols(List.of(Protocol.HTTP_1_1))
                .connectTimeout(CONNECT_TIMEOUT)
                // The timeout of the whole call covers each part of it.
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .build();
    }

    /**
     * One exchange, run by a worker thread. It guards the first byte of the request: a caller that gives up learns whether the request may
     * have been sent; if not, it never will be. A request passes only once, so nothing below can repeat it.
     */
    private static final class Attempt implements Callable<HttpReply>, Interceptor {
        /**
         * Statuses that OkHttp acts on: it repeats the request after a 503 with {@code Retry-After: 0} whatever is configured, crashes if
         * the value does not fit an {@code int}, and fails for a 407 without a proxy. Here every status is a valid answer, so these are
         * hidden from OkHttp.
         */
        private static final Set<Integer> ACTED_UPON = Set.of(407, 408, 421, 503);

        private static final int HARMLESS = 200;

        private enum Gate {
            OPEN,
            PASSED,
            CLOSED
        }

        private final AtomicReference<Gate> gate = new AtomicReference<>(Gate.OPEN);
        private final HttpCall call;
        private final OkHttpClient client;
        private final Call okHttpCall;
        private volatile int status;

        Attempt(OkHttpClient shared, HttpCall call) {
            this.call = call;
            client = shared.newBuilder()
                    .socketFactory(new BoundedSocketFactory(call.replyLimit()))
                    .addNetworkInterceptor(this)
                    .build();
            okHttpCall = client.newCall(Messages.request(call));
            okHttpCall.timeout().timeout(nanos(call.timeout()), TimeUnit.NANOSECONDS);
        }

        @Override
        public HttpReply call() throws IOException {
            try (Response response = okHttpCall.execute()) {
                if (status == HttpURLConnection.HTTP_PROXY_AUTH
                        && EnvironmentProxies.shown(client.proxySelector(), call.uri())
                                .isPresent()) {
                    throw ProxyFailures.notAuthenticated();
                }
                return Messages.reply(response, status, call.replyLimit());
            } catch (Messages.TooLargeException e) {
                okHttpCall.cancel(); // Closing would first read the rest of the body, to keep the connection usable.
                throw e;
            }
        }

        /** Runs last before the request is sent. */
        @Override
        public Response intercept(Chain chain) throws IOException {
            if (!gate.compareAndSet(Gate.OPEN, Gate.PASSED)) {
                throw new IOException("Canceled");
            }
            Response response = chain.proceed(chain.request());
            status = response.code();
            return ACTED_UPON.contains(status)
                    ? response.newBuilder().code(HARMLESS).build()
                    : response;
        }

        /** Ends the exchange and returns the exception for an interrupted caller. */
        TransportException cancelled() {
            return abandon(Kind.CANCELLED, failures().cancelled());
        }

        /** Ends the exchange and returns the exception for a timeout. */
        TransportException timedOut() {
            return abandon(Kind.TIMED_OUT, failures().timedOut());
        }

        private TransportException abandon(Kind kind, String message) {
            gate.compareAndSet(Gate.OPEN, Gate.CLOSED);
            okHttpCall.cancel();
            return new TransportException(kind, message, gate.get() == Gate.PASSED, null);
        }

        /** Returns the exception for what the worker threw. */
        TransportException failed(@Nullable Throwable thrown) {
            if (thrown instanceof Error error) {
                throw error;
            }
            if (okHttpCall.isCanceled() && !Failures.has(thrown, Messages.TooLargeException.class)) {
                return timedOut(); // While the caller still waits, only the call's own timeout cancels it.
            }
            return failures().explain(thrown, gate.get() == Gate.PASSED);
        }

        private Failures failures() {
            return new Failures(call.uri(), client.proxySelector());
        }
    }
}
