package dev.latchkey.okhttp;

import dev.latchkey.model.HttpBody;
import dev.latchkey.model.HttpCall;
import dev.latchkey.model.HttpHeader;
import dev.latchkey.model.HttpMethods;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** Converts calls to OkHttp's requests, and its responses to replies. */
final class Messages {
    /** Nothing; OkHttp 4, on which this runs as well, has no {@code RequestBody.EMPTY}. */
    private static final RequestBody NO_BODY = RequestBody.create(new byte[0], null);

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private Messages() {}

    /** @throws IllegalArgumentException if OkHttp cannot create the request; the message does not quote it */
    static Request request(HttpCall call) {
        HttpUrl url = HttpUrl.parse(call.uri().toString());
        if (url == null) {
            throw new IllegalArgumentException("uri has a host that is no host name");
        }
        Headers.Builder headers = new Headers.Builder();
        for (HttpHeader header : call.headers()) {
            // OkHttp negotiates compression by itself and decompresses only what it requested.
            if (!header.isNamed("Accept-Encoding")) {
                headers.addUnsafeNonAscii(header.name(), header.value().reveal());
            }
        }
        RequestBody body = HttpMethods.alwaysHasBody(call.method()) ? NO_BODY : null;
        if (call.body().isPresent()) {
            HttpBody content = call.body().get();
            headers.set("Content-Type", content.contentType());
            // As bytes without a media type, because OkHttp would add a charset to it. The type is sent as the header
            // that the caller set.
            body = new OnceOnly(RequestBody.create(content.content().reveal().getBytes(StandardCharsets.UTF_8), null));
        }
        return new Request.Builder()
                .url(url)
                .headers(headers.build())
                .method(call.method(), body)
                .build();
    }

    /**
     * Reads the body and creates the reply.
     *
     * @param status the original status
     * @param limit the maximum size of the body, decompressed, in bytes
     * @throws TooLargeException if the body is larger; the rest is not read
     * @throws IOException also if the body is compressed in a way that was not requested, or is malformed
     */
    static HttpReply reply(Response response, int status, int limit) throws IOException {
        return new HttpReply(status, headers(response.headers()), Secret.of(body(response, limit)));
    }

    private static String body(Response response, int limit) throws IOException {
        BufferedSource source = response.body().source();
        if (source.request(limit + 1L)) {
            throw new TooLargeException(limit);
        }
        byte[] bytes = source.readByteArray();
        String packed = response.header("Content-Encoding");
        if (bytes.length > 0 && packed != null && !packed.equalsIgnoreCase("identity")) {
            throw new IOException("the body is compressed in a way that was not requested");
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

    /** A body that OkHttp does not resend by itself. */
    static final class OnceOnly extends RequestBody {
        private final RequestBody body;

        /** @param body the body; null for an empty one */
        OnceOnly(@Nullable RequestBody body) {
            this.body = body == null ? NO_BODY : body;
        }

        @Override
        public @Nullable MediaType contentType() {
            return body.contentType();
        }

        @Override
        public long contentLength() throws IOException {
            return body.contentLength();
        }

        @Override
        public boolean isOneShot() {
            return true;
        }

        @Override
        public boolean isDuplex() {
            return body.isDuplex();
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            body.writeTo(sink);
        }
    }

    /** A reply that exceeds its limit. */
    static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;

        private final int limit;

        TooLargeException(int limit) {
            this.limit = limit;
        }

        /** The limit, in bytes. */
        int limit() {
            return limit;
        }
    }
}
