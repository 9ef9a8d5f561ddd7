package dev.latchkey.cli.request;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request as somebody typed it.
 *
 * @param method the method, in capitals
 * @param target where it goes
 * @param headers lines such as {@code Accept: text/plain}, in order
 * @param data the body: a text, {@code @FILE}, or {@code @-} for what is piped in; null for none
 */
public record RequestSpec(
        String method,
        URI target,
        List<String> headers,
        @Nullable String data) {
    public RequestSpec {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(target, "target");
        headers = List.copyOf(headers);
    }
}
