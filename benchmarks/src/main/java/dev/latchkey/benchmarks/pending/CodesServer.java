package dev.latchkey.benchmarks.pending;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** An authorization server on the loopback interface that takes 5 ms for each response. */
final class CodesServer implements AutoCloseable {
    private static final Duration LATENCY = Duration.ofMillis(5);

    private final HttpServer server;
    private final ExecutorService workers = Executors.newFixedThreadPool(64);

    private CodesServer(HttpServer server) {
        this.server = server;
    }

    static CodesServer start(Codes codes) throws IOException {
        // Otherwise each response waits 40 ms for the acknowledgement of its first part.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        CodesServer started = new CodesServer(http);
        // The second name of each is the one that msal4j uses.
        HttpHandler device = exchange -> answer(exchange, codes.issue());
        HttpHandler token = exchange -> answer(
                exchange, codes.poll(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        http.createContext("/device", device);
        http.createContext("/common/oauth2/v2.0/devicecode", device);
        http.createContext("/token", token);
        http.createContext("/common/oauth2/v2.0/token", token);
        http.setExecutor(started.workers);
        http.start();
        return started;
    }

    URI tokenEndpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/token");
    }

    private static void answer(HttpExchange exchange, @Nullable String json) throws IOException {
        try {
            Thread.sleep(LATENCY.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        byte[] bytes = Codes.bytes(json == null ? Codes.pending() : json);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(json == null ? 400 : 200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
