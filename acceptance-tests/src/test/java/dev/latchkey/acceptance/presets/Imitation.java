package dev.latchkey.acceptance.presets;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.latchkey.error.JsonFormatException;
import dev.latchkey.error.TransportException;
import dev.latchkey.loopback.FormParameters;
import dev.latchkey.model.HttpCall;
import dev.latchkey.model.HttpHeader;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.Secret;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.okhttp.OkHttpTransport;
import dev.latchkey.port.HttpTransport;
import dev.latchkey.testkit.FakeTimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A server that responds according to a {@link Script}, under any of its hosts: this transport delivers the requests to it. A request that
 * the script does not contain or that is not as documented gets a 404 and is recorded in {@link #unexpected}.
 */
final class Imitation implements HttpTransport, AutoCloseable {
    private static final String ORIGIN = "X-Imitated-Origin";
    private static final String STATUS = ":status";
    private static final List<String> PARTS = List.of("metadata", "device", "poll", "refresh", "userinfo", "revoke");

    private final Script script;
    private final FakeTimeSource time;
    private final HttpServer server;
    private final HttpTransport http = new OkHttpTransport();
    private final Deque<String> polls = new ArrayDeque<>();
    private final Deque<String> refreshes = new ArrayDeque<>();
    private final List<String> answered = new CopyOnWriteArrayList<>();
    private final List<String> unexpected = new CopyOnWriteArrayList<>();

    private Imitation(Script script, FakeTimeSource time, HttpServer server) {
        this.script = script;
        this.time = time;
        this.server = server;
        server.createContext("/", this::serve);
        server.start();
    }

    /** A server that is reached through this transport. */
    static Imitation of(Script script, FakeTimeSource time) {
        try {
            return new Imitation(script, time, HttpServer.create(anyPort(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A server that listens on its own host in place of the script's; see {@link #host}. */
    static Imitation overTls(String script, String origin, SSLContext tls, FakeTimeSource time) {
        try {
            HttpsServer server = HttpsServer.create(anyPort(), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(tls));
            return new Imitation(Script.moved(script, origin, "https://" + host(server)), time, server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    /** Its host and port. */
    String host() {
        return host(server);
    }

    private static String host(HttpServer server) {
        return "localhost:" + server.getAddress().getPort();
    }

    /** Sets the responses to the next polls; the last one is repeated. */
    synchronized Imitation polls(String... replies) {
        polls.clear();
        polls.addAll(List.of(replies));
        return this;
    }

    /** Sets the responses to the next refreshes; the last one is repeated. */
    synchronized Imitation refreshes(String... replies) {
        refreshes.clear();
        refreshes.addAll(List.of(replies));
        return this;
    }

    /** The parts of the script that were requested, in order. */
    List<String> answered() {
        return answered;
    }

    /** Requests that were not as documented. */
    List<String> unexpected() {
        return unexpected;
    }

    @Override
    public HttpReply exchange(HttpCall call) throws TransportException {
        URI asked = call.uri();
        String query = asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery();
        URI here = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + asked.getRawPath() + query);
        List<HttpHeader> headers = new ArrayList<>(call.headers());
        headers.add(HttpHeader.of(ORIGIN, asked.getScheme() + "://" + asked.getRawAuthority()));
        HttpReply reply = http.exchange(HttpCall.of(call.method(), here, headers)
                .withBody(call.body().orElse(null))
                .withTimeout(call.timeout())
                .withReplyLimit(call.replyLimit()));
        // The server uses the test's clock.
        List<HttpHeader> dated = new ArrayList<>(reply.headers());
        dated.removeIf(header -> header.isNamed("Date"));
        dated.add(HttpHeader.of(
                "Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(time.now().atZone(ZoneOffset.UTC))));
        return new HttpReply(reply.status(), dated, reply.body());
    }

    private synchronized void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String origin = exchange.getRequestHeaders().getFirst(ORIGIN);
            String at = (origin == null ? "https://" + host() : origin) + exchange.getRequestURI();
            Map<String, String> parameters = parameters(exchange);
            for (String part : PARTS) {
                if (at.equals(script.part(part).get("at"))
                        && fits(parameters, Script.object(script.part(part).get("wants")))) {
                    answered.add(part);
                    answer(exchange, script.reply(part, reply(part)));
                    return;
                }
            }
            if (at.equals(script.text("api", "")) && "Bearer at-1".equals(parameters.get(":authorization"))) {
                answered.add("api");
                answer(exchange, Map.of("answer", "of the API"));
                return;
            }
            unexpected.add(at + " " + parameters);
            exchange.sendResponseHeaders(404, -1);
        }
    }

    private String reply(String part) {
        return switch (part) {
            case "poll" -> next(polls);
            case "refresh" -> next(refreshes);
            default -> "reply";
        };
    }

    private static String next(Deque<String> replies) {
        return replies.size() > 1 ? replies.remove() : replies.element();
    }

    /** Whether the parameters match: {@code *} in the script matches any value, null matches none. */
    private static boolean fits(Map<String, String> parameters, Map<String, @Nullable Object> wanted) {
        return wanted.entrySet().stream().allMatch(each -> {
            String value = parameters.get(each.getKey());
            return "*".equals(each.getValue()) ? value != null : Objects.equals(value, each.getValue());
        });
    }

    /** The parameters of the body, its type, and the Authorization header. */
    private static Map<String, String> parameters(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, String> parameters = new LinkedHashMap<>();
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        parameters.put(":type", String.valueOf(type));
        if ("application/json".equals(type)) {
            try {
                new MoshiJson()
                        .read(Secret.of(body))
                        .forEach((name, value) -> parameters.put(name, String.valueOf(value)));
            } catch (JsonFormatException e) {
                parameters.put(":body", "not JSON");
            }
        } else {
            FormParameters form = FormParameters.parse(body);
            form.names().forEach(name -> parameters.put(name, String.join(" and ", form.all(name))));
        }
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        if (authorization != null) {
            parameters.put(":authorization", authorization);
        }
        return parameters;
    }

    private void answer(HttpExchange exchange, Map<String, Object> reply) throws IOException {
        Map<String, Object> object = new LinkedHashMap<>(reply);
        Object status = object.remove(STATUS);
        int code = status == null ? 200 : ((Number) status).intValue();
        if (object.isEmpty() && status != null) {
            exchange.sendResponseHeaders(code, -1);
            return;
        }
        object.computeIfPresent("id_token", (key, claims) -> idToken(Script.object(claims)));
        byte[] json = new MoshiJson().write(object).reveal().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(code, json.length);
        exchange.getResponseBody().write(json);
    }

    /** Not signed validly, because tokens from the token endpoint are not checked for that. */
    private String idToken(Map<String, Object> claims) {
        Map<String, Object> all = new LinkedHashMap<>(claims);
        Instant now = time.now();
        all.put("aud", "my-client");
        all.put("iat", now.getEpochSecond());
        all.put("exp", now.getEpochSecond() + 3600);
        return encoded("{\"alg\":\"RS256\"}") + "."
                + encoded(new MoshiJson().write(all).reveal()) + "." + encoded("signed");
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
