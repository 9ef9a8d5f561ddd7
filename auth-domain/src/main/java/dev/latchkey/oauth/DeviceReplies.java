package dev.latchkey.oauth;

import dev.latchkey.error.AuthException;
import dev.latchkey.error.ServerRefusedException;
import dev.latchkey.error.UnreachableException;
import dev.latchkey.model.HttpReply;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/** What a reply of the device authorization endpoint means (RFC 8628 §3.2). Pure. */
final class DeviceReplies {
    private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(5);
    /** Beyond this an interval is no interval; it is cut to the life of the code. */
    private static final Duration LONGEST_INTERVAL = Duration.ofHours(1);

    private static final Duration LONGEST_LIFE = Duration.ofDays(1);

    private final ReplyReader reader;

    DeviceReplies(ReplyReader reader) {
        this.reader = reader;
    }

    /**
     * The reply's content.
     *
     * @throws ServerRefusedException if the server refused, or its reply lacks what it must have
     * @throws UnreachableException if something else answered in its place
     */
    DeviceAuthorization read(HttpReply reply, URI endpoint, long nowMillis) {
        Optional<Fields> object = reader.object(reply);
        if (reply.isRedirect()) {
            throw invalid("answered with a redirect, which is never followed", endpoint, reply);
        }
        if (reply.status() >= 500 || reply.status() == 429) {
            throw unreachable("answered with status " + reply.status(), endpoint, reply, nowMillis);
        }
        if (object.isPresent() && object.get().has("error")) {
            throw refused(reader.error(object.get(), reply.status()), endpoint);
        }
        if (object.isEmpty() || !reply.isSuccess()) {
            throw notJson(endpoint, reply, nowMillis);
        }
        return content(object.get(), endpoint, reply);
    }

    private static AuthException notJson(URI endpoint, HttpReply reply, long nowMillis) {
        if (reply.isSuccess()) {
            return unreachable("answered with something that is not JSON", endpoint, reply, nowMillis);
        }
        return invalid("answered with status " + reply.status(), endpoint, reply);
    }

    private static DeviceAuthorization content(Fields fields, URI endpoint, HttpReply reply) {
        Duration life = life(fields, endpoint, reply);
        return new DeviceAuthorization(
                fields.secret("device_code").orElseThrow(() -> missing("device_code", endpoint, reply)),
                fields.text("user_code").orElseThrow(() -> missing("user_code", endpoint, reply)),
                // Servers older than the RFC, Google's among them, call it verification_url.
                fields.text("verification_uri")
                        .or(() -> fields.text("verification_url"))
                        .orElseThrow(() -> missing("verification_uri", endpoint, reply)),
                fields.text("verification_uri_complete")
                        .or(() -> fields.text("verification_url_complete"))
                        .orElse(null),
                life,
                interval(fields, life));
    }

    private static Duration life(Fields fields, URI endpoint, HttpReply reply) {
        OptionalDouble seconds = fields.number("expires_in");
        if (seconds.isEmpty() || seconds.getAsDouble() <= 0) {
            throw missing("expires_in", endpoint, reply);
        }
        Duration life = ReplyReader.seconds(seconds.getAsDouble());
        return life.compareTo(LONGEST_LIFE) > 0 ? LONGEST_LIFE : life;
    }

    private static Duration interval(Fields fields, Duration life) {
        OptionalDouble seconds = fields.number("interval");
        if (seconds.isEmpty() || seconds.getAsDouble() <= 0) {
            return DEFAULT_INTERVAL;
        }
        Duration interval = ReplyReader.seconds(seconds.getAsDouble());
        boolean sane = interval.compareTo(LONGEST_INTERVAL) <= 0 || interval.compareTo(life) <= 0;
        return sane ? interval : life;
    }

    private static AuthException missing(String field, URI endpoint, HttpReply reply) {
        return invalid("answered without a usable " + field, endpoint, reply);
    }

    private static AuthException invalid(String what, URI endpoint, HttpReply reply) {
        return new ServerRefusedException(
                "The device authorization endpoint " + Uris.shown(endpoint) + " " + what
                        + ". Check the endpoint's URL and whether the server offers the device code.",
                OAuthError.INVALID_REPLY,
                reply.status());
    }

    private static AuthException refused(OAuthError error, URI endpoint) {
        return new ServerRefusedException(
                "The server at " + Uris.shown(endpoint) + " refused to start a login: " + error.shown()
                        + ". Check the client id, the scopes and the audience.",
                error.code(),
                error.status());
    }

    private static AuthException unreachable(String what, URI endpoint, HttpReply reply, long nowMillis) {
        return new UnreachableException(
                "The device authorization endpoint " + Uris.shown(endpoint) + " " + what
                        + ". Try again later; if it stays so, check the URL and whether a proxy stands in between.",
                RetryAfter.of(reply, nowMillis).orElse(null),
                null);
    }
}
