package dev.latchkey.okhttp;

import dev.latchkey.error.TransportException;
import dev.latchkey.model.HttpCall;
import dev.latchkey.model.HttpReply;
import dev.latchkey.port.HttpTransport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.ConnectionPool;
import okhttp3.CookieJar;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/**
 * {@link HttpTransport} on OkHttp, without all that OkHttp would do on top of one exchange: redirects, repetitions, cookies,
 * a cache.
 *
 * <p>Neither connecting nor reading a socket ends at an interrupt, and looking up a name ends at nothing at all. So another
 * thread does it, and the caller waits for that one, as long as it wants to. These threads are daemons
 * and soon end, and connections end with their exchange: there is nothing to close.
 *
 * <p>Safe for use by several threads.
 */
public final class OkHttpTransport implements HttpTransport {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final OkHttpClient client;
    private final ExecutorService workers = DaemonThreads.pool("latchkey-http");

    /** A transport with these settings. */
    public OkHttpTransport(ClientSettings settings) {
        client = settings.newClient()
                .newBuilder()
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .cookieJar(CookieJar.NO_COOKIES)
                .cache(null)
                // A connection of its own for each exchange: one that was kept may have been closed by the server just
                // now,
                // and then nobody knows whether a rotating token was taken. TLS sessions are resumed all the same.
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
                .protocols(List.of(Protocol.HTTP_1_1))
                .connectTimeout(CONNECT_TIMEOUT)
                // The limit of the whole call is the limit of each part of it.
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .addNetworkInterceptor(new OneExchangeInterceptor())
                .build();
    }

    /** A transport with the default settings. */
    public OkHttpTransport() {
        this(ClientSettings.defaults());
    }

    @Override
    public HttpReply exchange(HttpCall call) throws TransportException {
        Attempt attempt = new Attempt(client, call);
        if (Thread.currentThread().isInterrupted()) {
            throw attempt.cancelled();
        }
        Future<HttpReply> reply = workers.submit(attempt);
        try {
            return reply.get(Attempt.nanos(call.timeout()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw attempt.cancelled();
        } catch (TimeoutException e) {
            throw attempt.timedOut();
        } catch (ExecutionException e) {
            throw attempt.failed(e.getCause());
        }
    }
}
