package dev.latchkey.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A reply to a request.
 *
 * @param status the status code, usually 100 to 599, but servers may use others
 * @param headers the headers, in order
 * @param body the body as text, empty if there was none; bytes that are not UTF-8 are replaced by U+FFFD, and a byte-order mark is removed
 */
public record HttpReply(int status, List<HttpHeader> headers, Secret body) {
    public HttpReply {
        headers = List.copyOf(headers);
        Objects.requireNonNull(body, "body");
    }

    /** The value of the first header with this name, ignoring case. */
    public Optional<String> header(String name) {
        return headers(name).stream().findFirst();
    }

    /** The values of all headers with this name, ignoring case, in order. */
    public List<String> headers(String name) {
        return headers.stream()
                .filter(header -> header.isNamed(name))
                .map(header -> header.value().reveal())
                .toList();
    }

    /** Whether the status is 2xx. */
    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** Whether the status is 3xx. */
    public boolean isRedirect() {
        return status >= 300 && status < 400;
    }
}
