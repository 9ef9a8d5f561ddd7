package dev.latchkey.okhttp;

import dev.latchkey.model.HttpBody;
import dev.latchkey.model.HttpCall;
import dev.latchkey.model.HttpHeader;
import dev.latchkey.model.HttpMethods;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** Converts calls to OkHttp's requests. */
final class Requests {
    /** Nothing; OkHttp 4, on which this runs as well, has no {@code RequestBody.EMPTY}. */
    static final RequestBody NO_BODY = RequestBody.create(new byte[0], null);

    private Requests() {}

    /** @throws IllegalArgumentException if OkHttp cannot create the request; the message does not quote it */
    static Request of(HttpCall call, SendGate gate) {
        HttpUrl url = HttpUrl.parse(call.uri().toString());
        if (url == null) {
            throw new IllegalArgumentException("uri has a host that is no host name");
        }
        HttpBody body = call.body().orElse(null);
        Request.Builder request = new Request.Builder().url(url).tag(SendGate.class, gate);
        request.headers(headers(call, body));
        return request.method(call.method(), body(call.method(), body)).build();
    }

    private static Headers headers(HttpCall call, @Nullable HttpBody body) {
        Headers.Builder headers = new Headers.Builder();
        for (HttpHeader header : call.headers()) {
            // OkHttp negotiates compression by itself and decompresses only what it requested.
            if (!header.isNamed("Accept-Encoding")) {
                headers.addUnsafeNonAscii(header.name(), header.value().reveal());
            }
        }
        if (body != null) {
            headers.set("Content-Type", body.contentType());
        }
        return headers.build();
    }

    private static @Nullable RequestBody body(String method, @Nullable HttpBody body) {
        if (body != null) {
            // As bytes without a media type, because OkHttp would add a charset to it. The type is sent as the header
            // that the caller set.
            byte[] bytes = body.content().reveal().getBytes(StandardCharsets.UTF_8);
            return new OnceOnly(RequestBody.create(bytes, null));
        }
        return HttpMethods.alwaysHasBody(method) ? NO_BODY : null;
    }

    /** A body that OkHttp does not resend by itself. */
    static final class OnceOnly extends RequestBody {
        private final RequestBody body;

        /** @param body the body; null for an empty one */
        OnceOnly(@Nullable RequestBody body) {
            this.body = body == null ? Requests.NO_BODY : body;
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
}
