package dev.latchkey.oauth;

import dev.latchkey.error.JsonFormatException;
import dev.latchkey.model.DisplayText;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.Secret;
import dev.latchkey.oauth.internal.Fields;
import dev.latchkey.port.Json;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Reads the object in a reply, and the error in an object. */
final class ReplyReader {
    /** Longer intervals are taken as nonsense by {@link dev.latchkey.device.DeviceFlow}; this only keeps them finite. */
    private static final double LONGEST_SECONDS = Duration.ofDays(365).toSeconds();

    /** RFC 6749 §5.2, RFC 8628 §3.5, RFC 7009 §2.2.1, RFC 8707 §2, RFC 6750 §3.1, OpenID Connect Core §3.1.2.6; Entra's for a denial. */
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

    private final Json json;
    private final Set<String> others;
    private final Redaction redaction;

    ReplyReader(Json json) {
        this(json, Set.of(), Redaction.none());
    }

    private ReplyReader(Json json, Set<String> others, Redaction redaction) {
        this.json = Objects.requireNonNull(json, "json");
        this.others = others;
        this.redaction = redaction;
    }

    /** The same for a server that has error codes of its own which decide something. */
    ReplyReader knowing(Set<String> codes) {
        return new ReplyReader(json, Set.copyOf(codes), redaction);
    }

    /** The same for a reply to a request with these secrets, which an error may quote. */
    ReplyReader redacting(List<Secret> sent) {
        return new ReplyReader(json, others, redaction.and(sent));
    }

    /** The reply's JSON object, or its form where it says that it is one (old servers); empty for anything else. */
    Optional<Fields> object(HttpReply reply) {
        try {
            return Optional.of(new Fields(json.read(reply.body())));
        } catch (JsonFormatException e) {
            return isForm(reply) ? Optional.of(new Fields(Form.read(reply.body()))) : Optional.empty();
        }
    }

    /** The error in an object, if it has one: an {@code error} that says something, or a known code where others put it. */
    Optional<OAuthError> error(Fields fields, int status) {
        return new ServerWords(fields).code(this::isKnown).map(code -> error(code, fields, status));
    }

    private OAuthError error(String code, Fields fields, int status) {
        OptionalDouble interval = fields.number("interval");
        return new OAuthError(
                isKnown(code) ? code : redaction.of(code),
                DisplayText.of(redaction.of(new ServerWords(fields).besides(code))),
                status,
                interval.isPresent() && interval.getAsDouble() > 0 ? seconds(interval.getAsDouble()) : null);
    }

    /** What the server says in an object without an error code, cleaned; empty where it says nothing. */
    String words(Fields fields) {
        return DisplayText.of(redaction.of(new ServerWords(fields).besides(""))).value();
    }

    /** A text of the server's without what was sent to it; to be done before it is cut. */
    String redacted(String text) {
        return redaction.of(text);
    }

    /** What decides must stay as it is, also where a secret happens to be a part of it. */
    private boolean isKnown(String code) {
        return REGISTERED.contains(code) || others.contains(code);
    }

    /** A positive number of seconds; what is too little to count is a millisecond, for zero has no double to back off to. */
    static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.max(1, Math.round(Math.min(seconds, LONGEST_SECONDS) * 1000)));
    }

    private static boolean isForm(HttpReply reply) {
        return reply.header("Content-Type")
                .map(type -> type.strip().toLowerCase(Locale.ROOT).startsWith(Form.CONTENT_TYPE))
                .orElse(false);
    }
}
