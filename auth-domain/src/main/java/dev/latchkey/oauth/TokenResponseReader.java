package dev.latchkey.oauth;

import dev.latchkey.model.DisplayText;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.Secret;
import dev.latchkey.oauth.internal.Fields;
import dev.latchkey.oauth.internal.ScopeList;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parses replies of the token endpoint, and distinguishes the server's responses from those of intermediaries. Pure. */
final class TokenResponseReader {
    /** Longer lifetimes are considered invalid, and are limited to this one. */
    private static final Duration LONGEST_LIFE = Duration.ofDays(3650);

    private static final String TOKEN_TYPE = "token_type";
    private static final String BEARER = "Bearer";

    /** Without an OAuth error, these statuses mean that there is no such endpoint. */
    private static final Set<Integer> MISSING = Set.of(404, 405, 410, 501);

    /** A gateway lost the response; the server behind it may have given one. */
    private static final Set<Integer> ANSWER_LOST = Set.of(502, 504);

    private final ReplyParser reader;
    private final URI endpoint;

    TokenResponseReader(ReplyParser reader, URI endpoint) {
        this.reader = reader;
        this.endpoint = endpoint;
    }

    /**
     * The meaning of the reply.
     *
     * @param nowMillis this machine's clock, in milliseconds since the epoch
     */
    TokenResponse read(HttpReply reply, long nowMillis) {
        Optional<Fields> object = reader.object(reply);
        if (reply.isRedirect()) {
            return refused("the token endpoint answered with a redirect, which is never followed", object, reply);
        }
        // The JSON content matters, not the status: some servers send errors with status 200.
        Optional<OAuthError> error = reader.error(reply, object);
        if (MISSING.contains(reply.status()) && error.isEmpty() && !hasTokens(object)) {
            return missing(object, reply, nowMillis);
        }
        if (rotated(object).isEmpty() && (reply.status() >= 500 || reply.status() == 429 && !isOfPolling(error))) {
            return tryLater("the server answered with status " + reply.status() + said(object), reply, nowMillis);
        }
        if (error.isPresent()) {
            return new TokenResponse.Refused(error.get(), rotated(object));
        }
        if (object.isEmpty()) {
            return tryLater(
                    "the answer from " + Uris.shown(endpoint) + " (status " + reply.status() + ") is not JSON",
                    reply,
                    nowMillis);
        }
        if (!reply.isSuccess() && !hasTokens(object)) {
            return tryLater(
                    Uris.shown(endpoint) + " answered with status " + reply.status() + " and no error code"
                            + said(object),
                    reply,
                    nowMillis);
        }
        return reply.isSuccess()
                ? granted(object.get(), reply, nowMillis)
                : refused("tokens with status " + reply.status(), object, reply);
    }

    private static boolean isOfPolling(Optional<OAuthError> error) {
        return error.filter(one -> one.is("slow_down") || one.is("authorization_pending"))
                .isPresent();
    }

    private static boolean hasTokens(Optional<Fields> object) {
        return object.filter(fields -> fields.has("access_token") || fields.has("refresh_token"))
                .isPresent();
    }

    private String said(Optional<Fields> object) {
        String words = object.map(reader::words).orElse("");
        return words.isEmpty() ? "" : " (" + words + ")";
    }

    private TokenResponse missing(Optional<Fields> object, HttpReply reply, long nowMillis) {
        String why = "the token endpoint " + Uris.shown(endpoint) + " answered with status " + reply.status()
                + said(object) + ", as if it did not exist; check its URL";
        return new TokenResponse.TryLater(
                DisplayText.of(why), ServerClock.retryAfter(reply, Instant.ofEpochMilli(nowMillis)), false, true);
    }

    private static TokenResponse tryLater(String why, HttpReply reply, long nowMillis) {
        return new TokenResponse.TryLater(
                DisplayText.of(why),
                ServerClock.retryAfter(reply, Instant.ofEpochMilli(nowMillis)),
                reply.isSuccess() || ANSWER_LOST.contains(reply.status()),
                false);
    }

    private static Optional<Secret> rotated(Optional<Fields> object) {
        return object.flatMap(fields -> fields.secret("refresh_token"));
    }

    private static TokenResponse refused(String description, Optional<Fields> object, HttpReply reply) {
        return new TokenResponse.Refused(OAuthError.invalidReply(description, reply.status()), rotated(object));
    }

    private TokenResponse granted(Fields fields, HttpReply reply, long nowMillis) {
        Optional<String> defect = defect(fields);
        if (defect.isPresent()) {
            return refused("the token endpoint's reply has " + defect.get(), Optional.of(fields), reply);
        }
        List<DisplayText> warnings = new ArrayList<>();
        if (isMissing(fields, TOKEN_TYPE)) {
            warnings.add(DisplayText.of("the token endpoint's reply has no token_type; assuming Bearer"));
        }
        Optional<Instant> serverTime = ServerClock.time(reply, Instant.ofEpochMilli(nowMillis));
        serverTime
                .flatMap(server -> ServerClock.warning(server.toEpochMilli(), nowMillis))
                .ifPresent(warnings::add);
        return GrantedTokens.builder(fields.secret("access_token").orElseThrow())
                .expiresIn(life(fields, warnings))
                .refreshToken(fields.secret("refresh_token").orElse(null))
                .idToken(fields.secret("id_token").orElse(null))
                .scope(scope(fields, warnings))
                .serverTime(serverTime.orElse(null))
                .warnings(warnings)
                .build();
    }

    /** Why a success response cannot be used, or empty. */
    private Optional<String> defect(Fields fields) {
        Optional<Secret> accessToken = fields.secret("access_token");
        if (accessToken.isEmpty()) {
            return Optional.of("no access_token");
        }
        if (!AccessTokens.isWellFormed(accessToken.get())) {
            return Optional.of("an access_token with characters that none may have (RFC 6749 A.12)");
        }
        Optional<String> type = fields.text(TOKEN_TYPE);
        if (isMissing(fields, TOKEN_TYPE)
                || type.filter(BEARER::equalsIgnoreCase).isPresent()) {
            return Optional.empty();
        }
        String shown = type.map(text -> "the token_type " + DisplayText.clean(reader.redacted(text), 40))
                .orElse("a token_type that is not text");
        return Optional.of(shown + ", where Bearer is needed");
    }

    private static boolean isMissing(Fields fields, String name) {
        return !fields.has(name) || fields.texts(name).equals(List.of(""));
    }

    /** An unreadable value is not an absent one, which would mean that all requested scopes were granted. */
    private static @Nullable String scope(Fields fields, List<DisplayText> warnings) {
        if (!fields.has("scope")) {
            return null;
        }
        Optional<List<String>> scopes = ScopeList.of(fields, "scope");
        if (scopes.isEmpty()) {
            warnings.add(DisplayText.of("the scope in the token endpoint's reply cannot be read:"
                    + " which scopes were granted is not known"));
            return null;
        }
        return String.join(" ", scopes.get());
    }

    /** Without a valid {@code expires_in}, the token is used until it is refused. */
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
            warnings.add(DisplayText.of("expires_in is more than ten years; assuming ten years"));
            return LONGEST_LIFE;
        }
        return Duration.ofMillis(Math.max(1, Math.round(seconds.getAsDouble() * 1000)));
    }
}
