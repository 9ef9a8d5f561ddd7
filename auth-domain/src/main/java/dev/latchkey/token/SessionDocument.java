package dev.latchkey.token;

import dev.latchkey.error.JsonFormatException;
import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.model.DisplayText;
import dev.latchkey.model.Secret;
import dev.latchkey.oauth.internal.Fields;
import dev.latchkey.oauth.internal.ScopeList;
import dev.latchkey.port.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The only format of a session's document: the eight keys that Bitfount's Python client reads and writes, then Latchkey's own. Any of the
 * latter may be missing, because the Python client drops them when it rewrites a document. Unknown keys are preserved. No other code reads
 * or writes it. Safe for use by several threads.
 */
public final class SessionDocument {
    /** The version that is written; documents of a newer one are left alone. */
    public static final int VERSION = 1;

    private static final double LATEST_SECONDS = 253_402_300_799.0;

    private static final String GRANTED_SCOPES = "granted_scopes";

    /** Whether {@code access_token_expires_at} is a guess; if true, the expiry counts as unknown. */
    private static final String EXPIRY_GUESSED = "expiry_guessed";
    /** The lifetime to write for the Python client if the server did not say it. */
    private static final long GUESSED_LIFE_MILLIS = 3_600_000;

    private static final Set<String> KNOWN = Set.of(
            "access_token",
            "refresh_token",
            "id_token",
            "access_token_expires_at",
            "auth_domain",
            "client_id",
            "scopes",
            "audience",
            "version",
            "issuer",
            "subject",
            "username",
            "token_type",
            "issued_at",
            "logged_in_at",
            GRANTED_SCOPES,
            "resources",
            "token_origin",
            "token_endpoint_given",
            EXPIRY_GUESSED);

    private final Json json;

    public SessionDocument(Json json) {
        this.json = Objects.requireNonNull(json, "json");
    }

    /** The session as a document. */
    public Secret write(StoredSession session) {
        Map<String, Object> document = new LinkedHashMap<>();
        SessionBinding binding = session.binding();
        document.put("access_token", session.accessToken().reveal());
        document.put("refresh_token", reveal(session.refreshToken().orElse(null)));
        document.put("id_token", reveal(session.idToken().orElse(null)));
        document.put("access_token_expires_at", seconds(expiryOrGuess(session)));
        document.put("auth_domain", binding.authDomain());
        document.put("client_id", binding.clientId());
        document.put("scopes", String.join(" ", binding.scopes()));
        document.put("audience", binding.audience().orElse(""));
        document.put("version", VERSION);
        putIfKnown(document, "issuer", binding.issuer().orElse(null));
        putIfKnown(document, "subject", session.subject().orElse(null));
        putIfKnown(document, "username", session.username().orElse(null));
        putIfKnown(document, "token_type", session.tokenType().orElse(null));
        putIfKnown(document, "issued_at", seconds(TokenLifecycle.millis(session.issuedAt())));
        putIfKnown(document, "logged_in_at", seconds(TokenLifecycle.millis(session.loggedInAt())));
        Optional<List<String>> granted = session.grantedScopes();
        putIfKnown(document, GRANTED_SCOPES, granted.isPresent() ? String.join(" ", granted.get()) : null);
        putIfKnown(document, "resources", binding.resources().orElse(null));
        putIfKnown(document, "token_origin", binding.tokenOrigin().orElse(null));
        putIfKnown(document, "token_endpoint_given", binding.tokenEndpointGiven() ? Boolean.TRUE : null);
        putIfKnown(document, EXPIRY_GUESSED, session.expiresAt().isEmpty() ? true : null);
        for (Map.Entry<String, Object> field : session.unknown().entrySet()) {
            document.putIfAbsent(field.getKey(), field.getValue());
        }
        return json.write(document);
    }

    /**
     * Reads the session from a document.
     *
     * @param location where the document is, for the message
     * @throws StorageException ({@link Reason#CORRUPT}) if it is truncated or foreign, or {@link Reason#NEWER_VERSION}
     */
    public StoredSession read(Secret document, String location) {
        try {
            Map<String, Object> values = json.read(document);
            Fields fields = new Fields(values);
            checkVersion(fields, location);
            return StoredSession.builder(
                            Secret.of(required(fields, "access_token", location)), binding(fields, location))
                    .refreshToken(fields.secret("refresh_token").orElse(null))
                    .idToken(fields.secret("id_token").orElse(null))
                    .expiresAt(fields.flag(EXPIRY_GUESSED) ? null : instant(fields.number("access_token_expires_at")))
                    .issuedAt(instant(fields.number("issued_at")))
                    .loggedInAt(instant(fields.number("logged_in_at")))
                    .subject(fields.text("subject").orElse(null))
                    .username(fields.text("username").orElse(null))
                    .tokenType(fields.text("token_type").orElse(null))
                    .grantedScopes(grantedScopes(fields))
                    .unknown(unknown(values))
                    .build();
        } catch (JsonFormatException e) {
            throw corrupt(location, e.getMessage());
        }
    }

    /**
     * The Python client compares the expiry as a number and fails on null. If the time of issue is unknown too, the token counts as long
     * expired there, and that client renews it.
     */
    private static long expiryOrGuess(StoredSession session) {
        Long expiresAt = TokenLifecycle.millis(session.expiresAt());
        if (expiresAt != null) {
            return expiresAt;
        }
        Long issuedAt = TokenLifecycle.millis(session.issuedAt());
        return issuedAt == null ? 0 : issuedAt + GUESSED_LIFE_MILLIS;
    }

    private static SessionBinding binding(Fields fields, String location) {
        return new SessionBinding(
                required(fields, "auth_domain", location),
                required(fields, "client_id", location),
                ScopeList.of(fields, "scopes").orElse(List.of()),
                fields.text("audience"),
                fields.text("issuer"),
                fields.has("resources") ? Optional.of(fields.texts("resources")) : Optional.empty(),
                fields.text("token_origin"),
                fields.flag("token_endpoint_given"));
    }

    private static String required(Fields fields, String name, String location) {
        Optional<String> text = fields.text(name);
        if (text.isEmpty()) {
            throw corrupt(location, "it has no " + name);
        }
        return text.get();
    }

    private static void checkVersion(Fields fields, String location) {
        OptionalDouble version = fields.number("version");
        if (version.isPresent() && version.getAsDouble() > VERSION) {
            throw new StorageException(
                    Reason.NEWER_VERSION,
                    location,
                    "The session at " + location + " was written by a newer version of this program and is left alone."
                            + " Use that version, or log out with it.",
                    null);
        }
    }

    private static Map<String, Object> unknown(Map<String, Object> values) {
        Map<String, Object> rest = new LinkedHashMap<>(values);
        rest.keySet().removeAll(KNOWN);
        return rest;
    }

    /** Null, which means all requested scopes, only if it is missing. An empty string means no scopes, and so does an unreadable value. */
    private static @Nullable List<String> grantedScopes(Fields fields) {
        return fields.has(GRANTED_SCOPES) ? ScopeList.of(fields, GRANTED_SCOPES).orElse(List.of()) : null;
    }

    private static void putIfKnown(Map<String, Object> document, String key, @Nullable Object value) {
        if (value != null) {
            document.put(key, value);
        }
    }

    private static @Nullable String reveal(@Nullable Secret secret) {
        return secret == null ? null : secret.reveal();
    }

    /**
     * Seconds with a fraction, even of zeros, as the Python client writes them; doubles are exact enough until the year 9999. BigDecimal only
     * if necessary, because on JDK 25 its class takes ten milliseconds of a process that renews. Returned as objects, because otherwise
     * the JVM would load BigDecimal to verify this class.
     */
    private static @Nullable Object seconds(@Nullable Long millis) {
        if (millis != null && millis % 1000 == 0) {
            return BigDecimal.valueOf(millis, 3);
        }
        return millis == null ? null : (Object) Double.valueOf(millis / 1000.0);
    }

    /** Limited to the years 1970 to 9999, so that calculations cannot overflow. */
    private static @Nullable Instant instant(OptionalDouble seconds) {
        return seconds.isEmpty()
                ? null
                : Instant.ofEpochMilli(Math.round(Math.max(0, Math.min(seconds.getAsDouble(), LATEST_SECONDS)) * 1000));
    }

    private static StorageException corrupt(String location, @Nullable String why) {
        return new StorageException(
                Reason.CORRUPT,
                location,
                "The session at " + location + " cannot be read: " + DisplayText.clean(String.valueOf(why), 200)
                        + ". Logging in again moves it aside and stores a new one.",
                null);
    }
}
