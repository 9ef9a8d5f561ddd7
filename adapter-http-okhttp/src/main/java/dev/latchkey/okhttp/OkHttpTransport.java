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
     * Loads what a first exchange with this address needs, which takes tens of milliseconds. For a program that starts, makes
     * one exchange and ends: it can have this done by another thread while it is busy with something else. Nothing is sent, and
     * what fails here fails in the exchange, too, and is told there.
     *
     * @param server an address that is about to be called
     */
    public static void warmUp(URI server) {
        try {
            OkHttpClient client = new ExchangeClients(ClientSettings.defaults()).of(server);
            // Made and never run, so there is nothing to end.
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
