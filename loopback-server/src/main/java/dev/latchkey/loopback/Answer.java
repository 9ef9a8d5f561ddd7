package dev.latchkey.loopback;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A response of the server. A test creates one with {@link #of} to replace the real response.
 *
 * @param status the status code
 * @param headers the headers, in order; {@code Cache-Control: no-store} is added to all responses
 * @param json the body as a JSON object, if it is not {@code text}
 * @param text the body as text, sent as UTF-8; empty if the body is a JSON object or there is none
 */
public record Answer(
        int status, List<Map.Entry<String, String>> headers, Optional<Map<String, Object>> json, String text) {
    static final String JSON = "application/json";

    public Answer {
        headers = List.copyOf(headers);
        json = json.map(object -> Collections.unmodifiableMap(new LinkedHashMap<>(object)));
        Objects.requireNonNull(text, "text");
    }

    /**
     * A response with a body of any type.
     *
     * @param contentType the value of {@code Content-Type}
     */
    public static Answer of(int status, String contentType, String body) {
        return new Answer(status, List.of(Map.entry("Content-Type", contentType)), Optional.empty(), body);
    }

    /** A response with neither a body nor headers. */
    public static Answer empty(int status) {
        return new Answer(status, List.of(), Optional.empty(), "");
    }

    /** The HTML page that a proxy sends in the server's place. */
    public static Answer proxyPage(int status) {
        return of(status, "text/html", "<html><body><h1>" + status + " from a proxy</h1></body></html>");
    }

    /** A JSON object, which {@link Faults} may change. */
    static Answer json(int status, Map<String, ?> body) {
        return new Answer(status, List.of(Map.entry("Content-Type", JSON)), Optional.of(new LinkedHashMap<>(body)), "");
    }

    /** Returns this response with one more header. */
    public Answer withHeader(String name, String value) {
        List<Map.Entry<String, String>> more = new ArrayList<>(headers);
        more.add(Map.entry(name, value));
        return new Answer(status, more, json, text);
    }

    Answer withJson(Map<String, Object> other) {
        return new Answer(status, headers, Optional.of(other), "");
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** Only the status, because the body may contain tokens. */
    @Override
    public String toString() {
        return "Answer[" + status + "]";
    }
}
