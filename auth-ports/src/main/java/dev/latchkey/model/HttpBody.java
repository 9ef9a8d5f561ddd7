package dev.latchkey.model;

import java.util.Objects;

/**
 * The body of a request.
 *
 * @param contentType the media type, such as {@code application/x-www-form-urlencoded}
 * @param content the text, sent as UTF-8
 */
public record HttpBody(String contentType, Secret content) {
    public HttpBody {
        Objects.requireNonNull(contentType, "contentType");
        Objects.requireNonNull(content, "content");
    }
}
