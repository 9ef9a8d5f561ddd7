package dev.latchkey.oauth;

import dev.latchkey.error.AuthException;
import dev.latchkey.error.ServerRefusedException;
import dev.latchkey.error.UnreachableException;
import dev.latchkey.model.DisplayText;
import dev.latchkey.model.HttpReply;
import dev.latchkey.oauth.internal.Fields;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Parses replies of the device authorization endpoint (RFC 8628 §3.2). Pure. */
final class DeviceReplies {
    private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(5);
    /** Longer intervals are considered invalid, and are limited to the lifetime of the code. */
    private static final Duration LONGEST_INTERVAL = Duration.ofHours(1);

    /** The most common lifetime of a code. */
    private static final Duration DEFAULT_LIFE = Duration.ofMinutes(15);

    private static final Duration LONGEST_LIFE = Duration.ofDays(1);

    private final ReplyParser reader;

    DeviceReplies(ReplyParser reader) {
        this.reader = reader;
    }

    /**
     * The content of the reply.
     *
     * @throws ServerRefusedException if the server refused, or a required field is missing
     * @throws UnreachableException if an intermediary responded in the server's place
     */
    DeviceAuthorization read(HttpReply reply, URI endpoint, long nowMillis) {
        Optional<Fields> object = reader.object(reply);
        if (reply.isRedirect()) {
            throw invalid("answered with a redirect, which is never followed", endpoint, reply);
        }
        if (reply.status() >= 500 || reply.status() == 429) {
            throw unreachable("answered with status " + reply.status(), endpoint, reply, nowMillis);
        }
        Optional<OAuthError> error = reader.error(reply, object);
        if (error.isPresent()) {
            throw refused(error.get(), endpoint);
        }
        if (object.isEmpty() || !reply.isSuccess()) {
            throw notJson(object, endpoint, reply, nowMillis);
        }
        return content(object.get(), endpoint, reply);
    }

    private AuthException notJson(Optional<Fields> object, URI endpoint, HttpReply reply, long nowMillis) {
        if (reply.isSuccess()) {
            return unreachable("answered with something that is not JSON", endpoint, reply, nowMillis);
        }
        String words = object.map(reader::words).orElse("");
        return invalid(
                "answered with status " + reply.status() + (words.isEmpty() ? "" : " (" + words + ")"),
                endpoint,
                reply);
    }

    private static DeviceAuthorization content(Fields fields, URI endpoint, HttpReply reply) {
        List<DisplayText> warnings = new ArrayList<>();
        Duration life = life(fields, warnings);
        return new DeviceAuthorization(
                fields.secret("device_code").orElseThrow(() -> missing("device_code", endpoint, reply)),
                fields.text("user_code").orElseThrow(() -> missing("user_code", endpoint, reply)),
                page(fields, endpoint, reply),
                completePage(fields, endpoint, warnings),
                life,
                interval(fields, life),
                warnings,
                Optional.empty());
    }

    /** Without a page that a person can open, nothing is shown or polled. */
    private static String page(Fields fields, URI endpoint, HttpReply reply) {
        // Older servers, such as Google's, call it verification_url.
        String text = fields.text("verification_uri")
                .or(() -> fields.text("verification_url"))
                .map(String::strip)
                .orElseThrow(() -> missing("verification_uri", endpoint, reply));
        objection(text, endpoint).ifPresent(why -> {
            throw invalid("answered with a verification_uri that " + why, endpoint, reply);
        });
        return text;
    }

    /** Only saves typing; without it, the person enters the code. */
    private static Optional<String> completePage(Fields fields, URI endpoint, List<DisplayText> warnings) {
        Optional<String> text = fields.text("verification_uri_complete")
                .or(() -> fields.text("verification_url_complete"))
                .map(String::strip);
        Optional<String> objection = text.flatMap(page -> objection(page, endpoint));
        objection.ifPresent(why ->
                warnings.add(DisplayText.of("the server's verification_uri_complete " + why + " and is left out")));
        return objection.isPresent() ? Optional.empty() : text;
    }

    private static Optional<String> objection(String page, URI endpoint) {
        return Uris.parse(page).map(uri -> Uris.objection(uri, endpoint)).orElse(Optional.of("is not a web address"));
    }

    /** Required by RFC 8628 §3.2, but some servers omit it. That does no harm, because the server decides. */
    private static Duration life(Fields fields, List<DisplayText> warnings) {
        OptionalDouble seconds = fields.number("expires_in");
        if (seconds.isEmpty() || seconds.getAsDouble() <= 0) {
            warnings.add(DisplayText.of("the server does not say how long the code is valid; assuming "
                    + DEFAULT_LIFE.toMinutes() + " minutes"));
            return DEFAULT_LIFE;
        }
        Duration life = ReplyParser.seconds(seconds.getAsDouble());
        return life.compareTo(LONGEST_LIFE) > 0 ? LONGEST_LIFE : life;
    }

    private static Duration interval(Fields fields, Duration life) {
        OptionalDouble seconds = fields.number("interval");
        if (seconds.isEmpty() || seconds.getAsDouble() <= 0) {
            return DEFAULT_INTERVAL;
        }
        Duration interval = ReplyParser.seconds(seconds.getAsDouble());
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
                ServerClock.retryAfter(reply, Instant.ofEpochMilli(nowMillis)).orElse(null),
                null);
    }
}
