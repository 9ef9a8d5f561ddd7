package dev.latchkey.oauth;

import dev.latchkey.model.HttpHeader;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Replies as servers and proxies send them. */
final class Replies {
    static final String HTML = "<html><body>Bad gateway</body></html>";

    private Replies() {}

    static HttpReply json(int status, String body) {
        return of(status, "application/json", body);
    }

    static HttpReply html(int status) {
        return of(status, "text/html; charset=utf-8", HTML);
    }

    static HttpReply form(int status, String body) {
        return of(status, "application/x-www-form-urlencoded", body);
    }

    static HttpReply of(int status, String contentType, String body) {
        return new HttpReply(status, List.of(HttpHeader.of("Content-Type", contentType)), Secret.of(body));
    }

    static HttpReply with(HttpReply reply, String name, String value) {
        List<HttpHeader> headers = new ArrayList<>(reply.headers());
        headers.add(HttpHeader.of(name, value));
        return new HttpReply(reply.status(), headers, reply.body());
    }

    /** A device code to poll with. */
    static DeviceAuthorization code(String deviceCode) {
        return DeviceAuthorization.of(
                Secret.of(deviceCode), "ABCD", "https://auth.example/d", Duration.ofMinutes(15), Duration.ofSeconds(5));
    }
}
