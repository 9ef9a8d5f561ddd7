package dev.latchkey.loopback;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request as it was received. It contains tokens; {@link #toString()} does not show them.
 *
 * @param at when it was received, on the server's clock
 * @param endpoint the endpoint it was sent to
 * @param method the method
 * @param path the path without the query
 * @param headers all headers; lookups ignore case
 * @param query the parameters in the query
 * @param form the parameters in the body; empty if it was not a form
 * @param body the body as text; empty if there was none
 */
public record ReceivedRequest(
        Instant at,
        Endpoint endpoint,
        String method,
        String path,
        Map<String, List<String>> headers,
        FormParameters query,
        FormParameters form,
        String body) {
    static final String FORM = "application/x-www-form-urlencoded";

    public ReceivedRequest {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(path, "path");
        Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        headers = Collections.unmodifiableMap(copy);
        Objects.requireNonNull(query, "query");
        Objects.requireNonNull(form, "form");
        Objects.requireNonNull(body, "body");
    }

    /** The first value of that header; the name is not case-sensitive. */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** The first value of that form parameter. */
    public Optional<String> parameter(String name) {
        return form.first(name);
    }

    /** The grant type of a token request; empty for other requests. */
    String grantType() {
        return parameter("grant_type").orElse("");
    }

    boolean isMethod(String other) {
        return method.equals(other);
    }

    @Override
    public String toString() {
        return method + " " + path + " " + form.names();
    }
}
