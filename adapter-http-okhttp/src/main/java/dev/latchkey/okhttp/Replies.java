package dev.latchkey.okhttp;

import dev.latchkey.model.HttpHeader;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import okhttp3.Headers;
import okhttp3.Response;
import okio.BufferedSource;

/** Converts OkHttp's responses to replies. */
final class Replies {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private Replies() {}

    /**
     * Reads the body and creates the reply.
     *
     * @param status the original status
     * @param limit the maximum size of the body, decompressed, in bytes
     * @throws ReplyTooLargeException if the body is larger; the rest is not read
     * @throws ReplyEncodingException if the body is compressed in a way that was not requested, or is malformed
     */
    static HttpReply read(Response response, int status, int limit) throws IOException {
        return new HttpReply(status, headers(response.headers()), Secret.of(body(response, limit)));
    }

    private static String body(Response response, int limit) throws IOException {
        BufferedSource source = response.body().source();
        if (source.request(limit + 1L)) {
            throw new ReplyTooLargeException(limit);
        }
        byte[] bytes = source.readByteArray();
        String packed = response.header("Content-Encoding");
        if (bytes.length > 0 && packed != null && !packed.equalsIgnoreCase("identity")) {
            throw new ReplyEncodingException();
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
    }

    /** Converts the headers in order. Servers also send invalid header fields, which are left out. */
    static List<HttpHeader> headers(Headers received) {
        List<HttpHeader> headers = new ArrayList<>();
        for (int i = 0; i < received.size(); i++) {
            try {
                headers.add(HttpHeader.of(received.name(i), received.value(i)));
            } catch (IllegalArgumentException e) {
                continue;
            }
        }
        return headers;
    }
}
