package dev.latchkey.testkit.server;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The JDK's HTTP server on 127.0.0.1, on daemon threads only. */
final class Listener implements AutoCloseable {
    private static final String NODELAY = "sun.net.httpserver.nodelay";
    private static final int BACKLOG = 256;
    private static final AtomicInteger THREADS = new AtomicInteger();

    private final HttpServer server;
    private final ExecutorService threads;

    private Listener(HttpServer server) {
        this.server = server;
        // As many threads as there are requests: some of them are held up on purpose.
        this.threads = Executors.newCachedThreadPool(Listener::daemon);
    }

    /**
     * Takes the port, and answers nothing yet.
     *
     * @param port the port, 0 for a free one
     * @throws UncheckedIOException if the port cannot be had
     */
    static Listener bind(int port) {
        // Otherwise an answer, which this server sends in two packets, waits 40 ms for an acknowledgement. Read once
        // per JVM.
        if (System.getProperty(NODELAY) == null) {
            System.setProperty(NODELAY, "true");
        }
        try {
            InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            return new Listener(HttpServer.create(new InetSocketAddress(loopback, port), BACKLOG));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on 127.0.0.1:" + port + "; choose another port, or 0", e);
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void start(HttpHandler handler) {
        server.createContext("/", handler);
        server.setExecutor(threads);
        // The server's own thread inherits being a daemon from the one that starts it.
        CompletableFuture.runAsync(server::start, threads).join();
    }

    @Override
    public void close() {
        // In this order: a client that repeats a request which was broken off must find the port closed already.
        server.stop(0);
        threads.shutdownNow();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "loopback-authorization-server-" + THREADS.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}
