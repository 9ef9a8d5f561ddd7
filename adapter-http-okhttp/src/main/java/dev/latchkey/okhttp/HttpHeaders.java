package dev.latchkey.okhttp;

import dev.latchkey.model.HttpHeader;
import java.util.ArrayList;
import java.util.List;
import okhttp3.Headers;

/** Converts OkHttp's headers to ours. */
final class HttpHeaders {
    private HttpHeaders() {}

    /** Converts the headers in order. Servers also send invalid header fields, which are left out. */
    static List<HttpHeader> of(Headers received) {
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
