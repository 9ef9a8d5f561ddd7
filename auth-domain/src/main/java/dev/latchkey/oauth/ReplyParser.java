package dev.latchkey.oauth;

import dev.latchkey.error.JsonFormatException;
import dev.latchkey.model.DisplayText;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.Secret;
import dev.latchkey.oauth.internal.Fields;
import dev.latchkey.port.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Parses the object in a reply, and the error in an object. Not every server puts its messages where RFC 6749 §5.2 defines them. */
final class ReplyParser {
    /** {@link dev.latchkey.device.DeviceFlow} rejects longer intervals; this only keeps them finite. */
    private static final double LONGEST_SECONDS = Duration.ofDays(365).toSeconds();

    /**
     * RFC 6749 §5.2, RFC 8628 §3.5, RFC 7009 §2.2.1, RFC 8707 §2, RFC 6750 §3.1, OpenID Connect Core §3.1.2.6; and Entra's code for a
     * denial.
     */
    private static final Set<String> REGISTERED = Set.of(
            "invalid_request",
            "invalid_client",
            "invalid_grant",
            "unauthorized_client",
            "unsupported_grant_type",
            "invalid_scope",
            "authorization_pending",
            "slow_down",
            "access_denied",
            "authorization_declined",
            "expired_token",
            "unsupported_token_type",
            "invalid_target",
            "invalid_token",
            "insufficient_scope",
            "interaction_required",
            "login_required",
            "consent_required",
            "server_error",
            "temporarily_unavailable");

    private static final String REDACTED = "[redacted]";
    /** Shorter secrets occur in words by chance, so they are removed only as separate words. */
    private static final int SHORT_SECRET = 8;

    private final Json json;
    private final Set<String> others;
    private final List<Secret> sent;
    private final Map<Integer, String> statuses;

    ReplyParser(Json json) {
        this(json, Set.of(), List.of(), Map.of());
    }

    private ReplyParser(Json json, Set<String> others, List<Secret> sent, Map<Integer, String> statuses) {
        this.json = Objects.requireNonNull(json, "json");
        this.others = others;
        this.sent = sent;
        this.statuses = statuses;
    }

    /** A parser for a server with additional error codes that affect decisions. */
    ReplyParser knowing(Set<String> codes) {
        return new ReplyParser(json, Set.copyOf(codes), sent, statuses);
    }

    /** A parser for replies to a request with these secrets, which an error may quote. */
    ReplyParser redacting(List<Secret> more) {
        List<Secret> all = new ArrayList<>(sent);
        all.addAll(more);
        return new ReplyParser(json, others, all, statuses);
    }

    /** A parser for responses to polls of a server whose statuses matter if there is no error code. */
    ReplyParser polling(Dialect dialect) {
        return new ReplyParser(json, others, sent, dialect.pollErrors());
    }

    /** The error in a reply, if it is an error. */
    Optional<OAuthError> error(HttpReply reply) {
        return error(reply, object(reply));
    }

    /** @param object the {@linkplain #object object} in the reply */
    Optional<OAuthError> error(HttpReply reply, Optional<Fields> object) {
        return object.flatMap(fields -> code(fields).map(code -> error(code, fields, reply)))
                .or(() -> Optional.ofNullable(statuses.get(reply.status()))
                        .map(code -> new OAuthError(code, Optional.empty(), reply.status(), Optional.empty())));
    }

    /** The reply's JSON object, or its form if that is its media type (old servers); empty for anything else. */
    Optional<Fields> object(HttpReply reply) {
        try {
            return Optional.of(new Fields(json.read(reply.body())));
        } catch (JsonFormatException e) {
            return isForm(reply) ? Optional.of(new Fields(Form.read(reply.body()))) : Optional.empty();
        }
    }

    /** A non-empty {@code error}, or a known code in another place, but the latter only if the requested data is missing. */
    private Optional<String> code(Fields fields) {
        if (!fields.isVoid("error")) {
            return fields.text("error")
                    .filter(this::isKnown)
                    .or(() -> fields.text("message").filter(others::contains))
                    .or(() -> fields.text("error"))
                    .or(() -> inNested(fields, "code").filter(this::isKnown))
                    .or(() -> Optional.of("unknown_error"));
        }
        if (fields.has("access_token") || fields.has("device_code")) {
            return Optional.empty();
        }
        return fields.text("message")
                .filter(this::isKnown)
                .or(() -> fields.text("error_code").filter(this::isKnown));
    }

    private OAuthError error(String code, Fields fields, HttpReply reply) {
        OptionalDouble interval = fields.number("interval");
        String description = redacted(besides(code, fields));
        return new OAuthError(
                isKnown(code) ? code : redacted(code),
                Optional.of(DisplayText.of(description))
                        .filter(text -> !text.value().isEmpty()),
                reply.status(),
                interval.isPresent() && interval.getAsDouble() > 0
                        ? Optional.of(seconds(interval.getAsDouble()))
                        : Optional.empty());
    }

    /** The server's message in an object without an error code, cleaned; empty if there is none. */
    String words(Fields fields) {
        return DisplayText.of(redacted(besides("", fields))).value();
    }

    /** Everything in the message except for the code. */
    private static String besides(String code, Fields fields) {
        String description = fields.text("error_description")
                .or(() -> inNested(fields, "message"))
                .or(() -> fields.text("message").filter(text -> !text.equals(code)))
                .orElse("");
        Set<String> codes = new LinkedHashSet<>();
        fields.scalar("error_code").ifPresent(codes::add);
        fields.object("error").flatMap(error -> error.scalar("code")).ifPresent(codes::add);
        codes.remove(code);
        codes.remove(description);
        return Stream.concat(Stream.of(description).filter(text -> !text.isEmpty()), codes.stream())
                .collect(Collectors.joining("; "));
    }

    private static Optional<String> inNested(Fields fields, String name) {
        return fields.object("error").flatMap(error -> error.text(name));
    }

    /**
     * A text of the server's, without the secrets that were sent to it, because some servers and gateways quote the request. Must be called
     * before the text is truncated, or the beginning of a secret could remain. Searches both the raw and the cleaned text, because invisible
     * characters may be inside a secret.
     */
    String redacted(String text) {
        return sent.isEmpty() ? text : withoutSecrets(DisplayText.clean(withoutSecrets(text), Integer.MAX_VALUE));
    }

    private String withoutSecrets(String text) {
        String redacted = text;
        for (Secret secret : sent) {
            String sought = secret.reveal();
            if (sought.length() >= SHORT_SECRET) {
                redacted = redacted.replace(sought, REDACTED);
            } else if (!sought.isEmpty()) { // An empty text would match everywhere.
                redacted = redacted.replaceAll(
                        "(?<![\\p{L}\\p{Nd}_])" + Pattern.quote(sought) + "(?![\\p{L}\\p{Nd}_])",
                        Matcher.quoteReplacement(REDACTED));
            }
        }
        return redacted;
    }

    /** A code that affects decisions must not be redacted, even if a secret happens to be part of it. */
    private boolean isKnown(String code) {
        return REGISTERED.contains(code) || others.contains(code);
    }

    /** A positive number of seconds. Less than a millisecond counts as one, because zero cannot be doubled in a backoff. */
    static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.max(1, Math.round(Math.min(seconds, LONGEST_SECONDS) * 1000)));
    }

    private static boolean isForm(HttpReply reply) {
        return reply.header("Content-Type")
                .map(type -> type.strip().toLowerCase(Locale.ROOT).startsWith(Form.CONTENT_TYPE))
                .orElse(false);
    }
}
