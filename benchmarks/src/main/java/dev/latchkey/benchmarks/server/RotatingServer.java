package dev.latchkey.benchmarks.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A token endpoint on the loopback interface that takes a fixed time and accepts each refresh token once. It is the same for all sides and
 * uses none of their code. Safe for use by several threads.
 */
public final class RotatingServer implements AutoCloseable {
    /** The response time of the endpoint. */
    public static final Duration LATENCY = Duration.ofMillis(50);

    /** The path that Microsoft's library uses; its responses contain an account. */
    private static final String MSAL_PATH = "/common/oauth2/v2.0/token";

    private final HttpServer server;
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final Map<String, Boolean> valid = new ConcurrentHashMap<>();
    private final AtomicInteger logins = new AtomicInteger();
    private final AtomicInteger refreshes = new AtomicInteger();
    private final AtomicInteger refusals = new AtomicInteger();

    private RotatingServer(HttpServer server) {
        this.server = server;
    }

    /**
     * Starts a server.
     *
     * @throws IOException if no port is available
     */
    public static RotatingServer start() throws IOException {
        // Otherwise each response waits 40 ms for the acknowledgement of its first part.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 128);
        RotatingServer started = new RotatingServer(http);
        http.createContext("/token", exchange -> started.answer(exchange, AnswerStyle.PLAIN));
        http.createContext(MSAL_PATH, exchange -> started.answer(exchange, AnswerStyle.MSAL));
        http.setExecutor(started.workers);
        http.start();
        return started;
    }

    /** The token endpoint. */
    public URI tokenEndpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/token");
    }

    /** The refresh token of a new login. */
    public String logIn() {
        return issue("login" + logins.incrementAndGet());
    }

    /** The refresh token of a new login whose first access token expires at once, for a client that cannot be given an expired one. */
    public String logInForAnExpiredToken() {
        return issue(AnswerStyle.EXPIRED_AT_ONCE + logins.incrementAndGet());
    }

    /** The counts since the last call. */
    public Counts takeCounts() {
        return new Counts(refreshes.getAndSet(0), refusals.getAndSet(0));
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }

    private String issue(String name) {
        valid.put(name, true);
        return name;
    }

    private void answer(HttpExchange exchange, AnswerStyle style) throws IOException {
        String sent = form(exchange).getOrDefault("refresh_token", "");
        boolean granted = Boolean.TRUE.equals(valid.remove(sent));
        pause();
        String body;
        if (granted) {
            refreshes.incrementAndGet();
            body = style.tokens(sent, issue("r" + logins.incrementAndGet()));
        } else {
            refusals.incrementAndGet();
            body = "{\"error\":\"invalid_grant\",\"error_description\":\"used already\"}";
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(granted ? 200 : 400, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static void pause() {
        try {
            Thread.sleep(LATENCY.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, String> form(HttpExchange exchange) throws IOException {
        String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        return Stream.of(text.split("&", -1))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(
                        pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8), (a, b) -> b));
    }

    /**
     * The server's counts.
     *
     * @param refreshes refresh tokens accepted
     * @param reused refresh tokens that had already been used
     */
    public record Counts(int refreshes, int reused) {}
}
