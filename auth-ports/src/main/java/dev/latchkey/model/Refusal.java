package dev.latchkey.model;

import java.net.URI;
import java.util.List;
import java.util.Objects;

/**
 * A resource's answer to a request that carried credentials, as far as authorisation is concerned.
 *
 * @param method the request's method
 * @param target the URI that answered, after any redirect
 * @param status the status, as a rule 401 or 403
 * @param challenges the values of {@code WWW-Authenticate}, in order (RFC 9110 §11.6.1)
 * @param headers all headers of the reply
 */
public record Refusal(String method, URI target, int status, List<String> challenges, List<HttpHeader> headers) {
    public Refusal {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(target, "target");
        challenges = List.copyOf(challenges);
        headers = List.copyOf(headers);
    }
}
