package dev.latchkey.loopback;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.latchkey.model.Secret;
import dev.latchkey.port.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Handles each request: reads and logs it, applies planned faults, passes it to its endpoint, and sends the response. */
final class Dispatcher implements HttpHandler {
    private static final int LONGEST_BODY = 1 << 20;

    private final Map<Endpoint, Handler> handlers;
    private final Faults faults;
    private final ServerLog log;
    private final LoopbackClock clock;
    private final Json json;

    Dispatcher(Map<Endpoint, Handler> handlers, Faults faults, ServerLog log, LoopbackClock clock, Json json) {
        this.handlers = Map.copyOf(handlers);
        this.faults = faults;
        this.log = log;
        this.clock = clock;
        this.json = json;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try {
            byte[] body = exchange.getRequestBody().readNBytes(LONGEST_BODY + 1);
            if (body.length > LONGEST_BODY) {
                write(exchange, Answer.empty(413));
                return;
            }
            ReceivedRequest request = read(exchange, clock.now(), new String(body, StandardCharsets.UTF_8));
            log.received(request);
            faults.await(request.endpoint());
            Optional<Answer> answer = answerTo(request);
            if (answer.isPresent()) {
                write(exchange, answer.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.note(
                    ServerEvent.Kind.SERVER_FAILED,
                    "answer not written: " + e.getClass().getName());
        } finally {
            // Closes the connection if no response was sent.
            exchange.close();
        }
    }

    /** The response; empty to close the connection without one. */
    private Optional<Answer> answerTo(ReceivedRequest request) {
        Optional<Faults.Planned> planned = faults.next(request.endpoint());
        if (planned.isPresent()) {
            return planned.get().answer();
        }
        Answer answer = faults.changed(request.endpoint(), carryOut(request));
        if (faults.losesAnswer(request, answer)) {
            String sent = request.parameter("refresh_token")
                    .map(Secret::of)
                    .map(Fingerprint::of)
                    .orElse("");
            log.note(ServerEvent.Kind.ANSWER_DROPPED, 0, 0, request.path(), sent);
            return Optional.empty();
        }
        return Optional.of(answer);
    }

    private Answer carryOut(ReceivedRequest request) {
        Handler handler = handlers.get(request.endpoint());
        if (handler == null) {
            return Answer.json(404, Map.of("error", "not_found"));
        }
        try {
            return handler.answer(request);
        } catch (ErrorResponse e) {
            return e.toAnswer();
        } catch (RuntimeException e) {
            log.note(
                    ServerEvent.Kind.SERVER_FAILED,
                    request.path() + ": " + e.getClass().getName());
            return new ErrorResponse(500, "server_error", "a defect of this server").toAnswer();
        }
    }

    private static ReceivedRequest read(HttpExchange exchange, Instant now, String body) {
        String path = exchange.getRequestURI().getPath();
        String query =
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        Headers headers = exchange.getRequestHeaders();
        String contentType =
                Optional.ofNullable(headers.getFirst("Content-Type")).orElse("");
        return new ReceivedRequest(
                now,
                Endpoint.of(path),
                exchange.getRequestMethod(),
                path,
                headers,
                parse(query),
                contentType.startsWith(ReceivedRequest.FORM) ? parse(body) : FormParameters.none(),
                body);
    }

    /** A form with a malformed percent-encoding counts as empty; the endpoint then reports what is missing. */
    private static FormParameters parse(String encoded) {
        try {
            return FormParameters.parse(encoded);
        } catch (IllegalArgumentException e) {
            return FormParameters.none();
        }
    }

    private void write(HttpExchange exchange, Answer answer) throws IOException {
        Secret text = answer.json().map(json::write).orElseGet(() -> Secret.of(answer.text()));
        byte[] body = text.reveal().getBytes(StandardCharsets.UTF_8);
        Headers headers = exchange.getResponseHeaders();
        headers.set("Cache-Control", "no-store");
        headers.set("Pragma", "no-cache");
        answer.headers().forEach(header -> headers.add(header.getKey(), header.getValue()));
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }
}
