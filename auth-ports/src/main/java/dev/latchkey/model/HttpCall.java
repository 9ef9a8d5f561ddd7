package dev.latchkey.model;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One request to make.
 *
 * @param method the method, in capitals
 * @param uri an absolute {@code http} or {@code https} URI without user information and fragment
 * @param headers the headers, in order; not {@code Content-Type}, which the body brings along
 * @param body the body, or null for none; none with GET and HEAD
 * @param timeout the longest that the whole exchange may take; positive
 * @param replyLimit the most bytes of the reply's body, decompressed, that are read; a longer one is an error
 */
public record HttpCall(
        String method,
        URI uri,
        List<HttpHeader> headers,
        @Nullable HttpBody body,
        Duration timeout,
        int replyLimit) {
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
        if (body != null && !HttpMethods.mayHaveBody(method)) {
            throw new IllegalArgumentException("a " + method + " has no body");
        }
        if (replyLimit < 0) {
            throw new IllegalArgumentException("replyLimit must not be negative");
        }
    }

    /** A GET with the default limits. */
    public static HttpCall get(URI uri, List<HttpHeader> headers) {
        return new HttpCall("GET", uri, headers, null, DEFAULT_TIMEOUT, DEFAULT_REPLY_LIMIT);
    }

    /** A POST with the default limits. */
    public static HttpCall post(URI uri, List<HttpHeader> headers, HttpBody body) {
        return new HttpCall("POST", uri, headers, body, DEFAULT_TIMEOUT, DEFAULT_REPLY_LIMIT);
    }
}
