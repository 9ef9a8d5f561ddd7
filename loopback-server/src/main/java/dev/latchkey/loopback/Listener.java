package dev.latchkey.loopback;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The JDK's HTTP server on 127.0.0.1, using only daemon threads. */
final class Listener implements AutoCloseable {
    private static final String NODELAY = "sun.net.httpserver.nodelay";
    private static final int BACKLOG = 256;
    private static final AtomicInteger THREADS = new AtomicInteger();

    private final HttpServer server;
    /** The socket that clients connect to, if it is not the server's own. */
    private final @Nullable ServerSocket front;

    private final ExecutorService threads;
    private @Nullable DatedRelay relay;

    private Listener(HttpServer server, @Nullable ServerSocket front) {
        this.server = server;
        this.front = front;
        // One thread per request, because some requests are held on purpose.
        this.threads = Executors.newCachedThreadPool(Listener::daemon);
    }

    /**
     * Binds the port without responding to requests yet.
     *
     * @param port the port, 0 for a free one
     * @param dated whether responses are dated by a clock other than the system's
     * @throws UncheckedIOException if the port cannot be bound
     */
    static Listener bind(int port, boolean dated) {
        // Without this, a response, which this server sends in two packets, waits 40 ms for an acknowledgement. The
        // property is read once per JVM.
        if (System.getProperty(NODELAY) == null) {
            System.setProperty(NODELAY, "true");
        }
        try {
            InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            if (!dated) {
                return new Listener(HttpServer.create(new InetSocketAddress(loopback, port), BACKLOG), null);
            }
            ServerSocket front = new ServerSocket(port, BACKLOG, loopback);
            return new Listener(HttpServer.create(new InetSocketAddress(loopback, 0), BACKLOG), front);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on 127.0.0.1:" + port + "; choose another port, or 0", e);
        }
    }

    URI uri() {
        int port = front == null ? server.getAddress().getPort() : front.getLocalPort();
        return URI.create("http://127.0.0.1:" + port);
    }

    /** @param clock the clock that dates the responses, if it is not the system's */
    void start(HttpHandler handler, LoopbackClock clock) {
        server.createContext("/", handler);
        server.setExecutor(threads);
        // The server's own thread is a daemon if the thread that starts it is one.
        CompletableFuture.runAsync(server::start, threads).join();
        if (front != null) {
            DatedRelay before = new DatedRelay(front, server.getAddress(), clock, threads);
            relay = before;
            threads.execute(before::run);
        }
    }

    @Override
    public void close() {
        // In this order: a client that repeats a broken request must find the port already closed.
        if (relay != null) {
            relay.close();
        }
        server.stop(0);
        threads.shutdownNow();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "loopback-authorization-server-" + THREADS.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}
