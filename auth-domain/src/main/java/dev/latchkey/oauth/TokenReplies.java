package dev.latchkey.oauth;

import dev.latchkey.model.DisplayText;
import dev.latchkey.model.HttpReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** What a reply of the token endpoint means: the one place that tells a server's word from noise in its place. Pure. */
final class TokenReplies {
    /** A life longer than this is nonsense, and cut. */
    private static final Duration LONGEST_LIFE = Duration.ofDays(3650);

    private final ReplyReader reader;

    TokenReplies(ReplyReader reader) {
        this.reader = reader;
    }

    /**
     * What the reply means.
     *
     * @param nowMillis our clock, in milliseconds since the epoch
     */
    TokenAnswer read(HttpReply reply, long nowMillis) {
        Optional<Fields> object = reader.object(reply);
        if (reply.isRedirect()) {
            return new TokenAnswer.Refused(OAuthError.invalidReply(
                    "the token endpoint answered with a redirect, which is never followed", reply.status()));
        }
        if (reply.status() >= 500 || reply.status() == 429 && !saysSlowDown(object)) {
            return tryLater(reply, "the server answered with status " + reply.status(), nowMillis);
        }
        if (object.isEmpty()) {
            return tryLater(reply, "the answer (status " + reply.status() + ") is not JSON", nowMillis);
        }
        Fields fields = object.get();
        // What the JSON says counts, not the status: some servers answer an error with 200.
        if (fields.has("error")) {
            return new TokenAnswer.Refused(reader.error(fields, reply.status()));
        }
        if (!reply.isSuccess()) {
            return new TokenAnswer.Refused(
                    OAuthError.invalidReply("status " + reply.status() + " without an error code", reply.status()));
        }
        return granted(fields, reply, nowMillis);
    }

    private static boolean saysSlowDown(Optional<Fields> object) {
        return object.flatMap(fields -> fields.text("error"))
                .filter(code -> code.equals("slow_down") || code.equals("authorization_pending"))
                .isPresent();
    }

    private static TokenAnswer tryLater(HttpReply reply, String why, long nowMillis) {
        return new TokenAnswer.TryLater(
                DisplayText.of(why), RetryAfter.of(reply, nowMillis).orElse(null), reply.isSuccess());
    }

    private TokenAnswer granted(Fields fields, HttpReply reply, long nowMillis) {
        if (fields.secret("access_token").isEmpty()) {
            return invalid("the token endpoint's reply has no access_token", reply);
        }
        Optional<String> type = fields.text("token_type");
        if (type.isEmpty() || !type.get().equalsIgnoreCase("Bearer")) {
            String shown = type.map(text -> "the token_type " + DisplayText.clean(reader.redacted(text), 40))
                    .orElse("no token_type");
            return invalid("the token endpoint's reply has " + shown + ", where Bearer is needed", reply);
        }
        List<DisplayText> warnings = new ArrayList<>();
        Optional<Long> serverTime = RetryAfter.serverTimeMillis(reply, nowMillis);
        serverTime.flatMap(server -> ClockSkew.warning(server, nowMillis)).ifPresent(warnings::add);
        return new TokenAnswer.Granted(new TokenReply(
                fields.secret("access_token").orElseThrow(),
                type.get(),
                life(fields, warnings),
                fields.secret("refresh_token").orElse(null),
                fields.secret("id_token").orElse(null),
                fields.text("scope").orElse(null),
                serverTime.orElse(null),
                warnings));
    }

    private static TokenAnswer invalid(String description, HttpReply reply) {
        return new TokenAnswer.Refused(OAuthError.invalidReply(description, reply.status()));
    }

    /** Without a sane {@code expires_in} the token is used until it is refused. */
    private static @Nullable Duration life(Fields fields, List<DisplayText> warnings) {
        if (!fields.has("expires_in")) {
            return null;
        }
        OptionalDouble seconds = fields.number("expires_in");
        if (seconds.isEmpty() || seconds.getAsDouble() <= 0) {
            warnings.add(DisplayText.of("expires_in is not a positive number: the token is used until it is refused"));
            return null;
        }
        if (seconds.getAsDouble() > LONGEST_LIFE.toSeconds()) {
            warnings.add(DisplayText.of("expires_in is more than ten years: taken as ten years"));
            return LONGEST_LIFE;
        }
        return Duration.ofMillis(Math.max(1, Math.round(seconds.getAsDouble() * 1000)));
    }
}
