package dev.latchkey.model;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request to send.
 *
 * @param method the method, a token as in RFC 9110 §9.1; usually in capitals
 * @param uri an absolute {@code http} or {@code https} URI without user information and fragment
 * @param headers the headers, in order; without {@code Content-Type}, which the body determines
 * @param body the body; none for GET and HEAD
 * @param timeout the maximum duration of the whole exchange; positive
 * @param replyLimit the maximum size of the decompressed reply body in bytes; a larger one is an error
 */
public record HttpCall(
        String method, URI uri, List<HttpHeader> headers, Optional<HttpBody> body, Duration timeout, int replyLimit) {
    /** The default maximum duration of an exchange with an authorization server. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

    /** The default maximum size of a reply body: 1 MiB. */
    public static final int DEFAULT_REPLY_LIMIT = 1 << 20;

    public HttpCall {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(uri, "uri");
        if (!HttpMethods.isMethod(method)) {
            throw new IllegalArgumentException("method must be an HTTP token");
        }
        headers = List.copyOf(headers);
        Objects.requireNonNull(timeout, "timeout");
        Origin.of(uri);
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("uri must have neither user information nor a fragment");
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout must be positive");
        }
        if (body.isPresent() && !HttpMethods.mayHaveBody(method)) {
            throw new IllegalArgumentException("a " + method + " has no body");
        }
        if (replyLimit < 0) {
            throw new IllegalArgumentException("replyLimit must not be negative");
        }
    }

    /** A request without a body, with the default limits. */
    public static HttpCall of(String method, URI uri, List<HttpHeader> headers) {
        return new HttpCall(method, uri, headers, Optional.empty(), DEFAULT_TIMEOUT, DEFAULT_REPLY_LIMIT);
    }

    /** A GET request with the default limits. */
    public static HttpCall get(URI uri, List<HttpHeader> headers) {
        return of("GET", uri, headers);
    }

    /** A POST request with the default limits. */
    public static HttpCall post(URI uri, List<HttpHeader> headers, HttpBody body) {
        return of("POST", uri, headers).withBody(body);
    }

    /** This request with another body; null for none. */
    public HttpCall withBody(@Nullable HttpBody newBody) {
        return new HttpCall(method, uri, headers, Optional.ofNullable(newBody), timeout, replyLimit);
    }

    /** This request with another timeout. */
    public HttpCall withTimeout(Duration newTimeout) {
        return new HttpCall(method, uri, headers, body, newTimeout, replyLimit);
    }

    /** This request with another limit for the reply body, in bytes. */
    public HttpCall withReplyLimit(int bytes) {
        return new HttpCall(method, uri, headers, body, timeout, bytes);
    }
}
