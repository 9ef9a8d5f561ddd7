package dev.latchkey.okhttp;

import dev.latchkey.error.TransportException;
import dev.latchkey.model.HttpCall;
import dev.latchkey.model.HttpReply;
import dev.latchkey.port.HttpTransport;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.OkHttpClient;

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
    private final ExchangeClients clients;
    private final ExecutorService workers = DaemonThreads.pool("latchkey-http");

    /** A transport with these settings. */
    public OkHttpTransport(ClientSettings settings) {
        clients = new ExchangeClients(settings);
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
            OkHttpClient client = new ExchangeClients(ClientSettings.defaults()).of(server);
            // Created but never run, so there is nothing to close.
            Attempt unused = new Attempt(client, HttpCall.get(server, List.of()));
        } catch (TransportException | IllegalArgumentException e) {
            return;
        }
    }

    @Override
    public HttpReply exchange(HttpCall call) throws TransportException {
        Attempt attempt = new Attempt(clients.of(call.uri()), call);
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
