package dev.latchkey.jdbc.harness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** An authorization server in small: a refresh token is a number, good once; one that comes again ends the session, except within the grace. */
public final class TokenServer implements AutoCloseable {
    private static final Duration THINKING = Duration.ofMillis(100);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final long graceNanos;
    private final AtomicReference<@Nullable Trouble> trouble = new AtomicReference<>();
    private int current = 1; // guarded by this
    private long rotatedNanos; // guarded by this
    private int refreshes; // guarded by this
    private int repeats; // guarded by this
    private int reuses; // guarded by this
    private boolean ended; // guarded by this

    /** What happens to whoever asks next. */
    public interface Trouble {
        void happen(long process) throws IOException, InterruptedException;
    }

    private @Nullable Trouble beforeRotating;

    public TokenServer(Duration grace) throws IOException {
        graceNanos = grace.toNanos();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Once, after the next rotation, before it is answered. */
    public void afterRotation(Trouble next) {
        trouble.set(next);
    }

    /** Once, when the next request has arrived, before it is acted upon. */
    public synchronized void beforeRotation(Trouble next) {
        beforeRotating = next;
    }

    public synchronized String figures() {
        return refreshes + " refreshes, " + repeats + " repeated in grace, " + reuses + " reuses";
    }

    public synchronized int refreshes() {
        return refreshes;
    }

    public synchronized int reuses() {
        return reuses;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String[] query = exchange.getRequestURI().getQuery().split("&", -1);
            int token = Integer.parseInt(query[0]);
            long process = Long.parseLong(query[1]);
            Trouble first;
            synchronized (this) {
                first = beforeRotating;
                beforeRotating = null;
            }
            if (first != null) {
                first.happen(process);
            }
            int next = next(token);
            Trouble second = next < 0 ? null : trouble.getAndSet(null);
            if (second != null) {
                second.happen(process);
            }
            Thread.sleep(THINKING.toMillis());
            byte[] body = String.valueOf(next).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(next < 0 ? 400 : 200, body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized int next(int token) {
        if (ended) {
            return -1;
        }
        if (token == current) {
            current++;
            refreshes++;
            rotatedNanos = System.nanoTime();
            return current;
        }
        if (token == current - 1 && System.nanoTime() - rotatedNanos < graceNanos) {
            repeats++;
            return current;
        }
        reuses++;
        ended = true;
        return -1;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
