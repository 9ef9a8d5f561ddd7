package dev.latchkey.model;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request to make.
 *
 * @param method the method, in capitals
 * @param uri an absolute {@code http} or {@code https} URI without user information and fragment
 * @param headers the headers, in order; not {@code Content-Type}, which the body brings along
 * @param body the body; none with GET and HEAD
 * @param timeout the longest that the whole exchange may take; positive
 * @param replyLimit the most bytes of the reply's body, decompressed, that are read; a longer one is an error
 */
public record HttpCall(
        String method, URI uri, List<HttpHeader> headers, Optional<HttpBody> body, Duration timeout, int replyLimit) {
    /** The whole of an exchange with an authorization server takes at most this long. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

    /** Replies are read up to this size: 1 MiB. */
    public static final int DEFAULT_REPLY_LIMIT = 1 << 20;

    public HttpCall {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(uri, "uri");
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

    /** A GET with the default limits. */
    public static HttpCall get(URI uri, List<HttpHeader> headers) {
        return of("GET", uri, headers);
    }

    /** A POST with the default limits. */
    public static HttpCall post(URI uri, List<HttpHeader> headers, HttpBody body) {
        return of("POST", uri, headers).withBody(body);
    }

    /** The same with this body; null for none. */
    public HttpCall withBody(@Nullable HttpBody newBody) {
        return new HttpCall(method, uri, headers, Optional.ofNullable(newBody), timeout, replyLimit);
    }

    /** The same, which may take so long. */
    public HttpCall withTimeout(Duration newTimeout) {
        return new HttpCall(method, uri, headers, body, newTimeout, replyLimit);
    }

    /** The same with at most so many bytes of the reply's body read. */
    public HttpCall withReplyLimit(int bytes) {
        return new HttpCall(method, uri, headers, body, timeout, bytes);
    }
}
