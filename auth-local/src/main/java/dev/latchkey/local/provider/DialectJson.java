package dev.latchkey.local.provider;

import dev.latchkey.oauth.Dialect;
import dev.latchkey.oauth.Dialect.RevocationAuthentication;
import dev.latchkey.oauth.Pkce;
import dev.latchkey.oauth.RequestFormat;
import dev.latchkey.oauth.Uris;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** The keys of a provider file that say how its server deviates from the RFCs. */
final class DialectJson {
    private static final double LONGEST_LIFE = Duration.ofDays(3650).toSeconds();

    private DialectJson() {}

    /** Adds the deviations; a server without any has none of these keys. */
    static void write(Dialect dialect, Map<String, Object> object) {
        Dialect standard = Dialect.STANDARD;
        put(object, "metadata_url", dialect.metadataUrl().orElse(null), null);
        put(object, "poll_endpoint", dialect.pollEndpoint().orElse(null), null);
        put(object, "device_grant_type", dialect.deviceGrantType(), standard.deviceGrantType());
        put(object, "request_format", dialect.requestFormat(), standard.requestFormat());
        putAll(object, "parameter_names", dialect.parameterNames());
        putAll(object, "device_parameters", dialect.deviceParameters());
        putAll(object, "poll_parameters", dialect.pollParameters());
        putAll(object, "refresh_parameters", dialect.refreshParameters());
        Map<String, Object> pollErrors = new LinkedHashMap<>();
        dialect.pollErrors().forEach((status, code) -> pollErrors.put(status.toString(), code));
        putAll(object, "poll_errors", pollErrors);
        put(
                object,
                "revocation_auth",
                dialect.revocationAuthentication() == RevocationAuthentication.NONE ? "none" : null,
                null);
        putAll(object, "revocation_body", dialect.revocationBody());
        put(object, "pkce", dialect.pkce(), standard.pkce());
        dialect.tokenLife().ifPresent(life -> object.put("default_expires_in", life.toSeconds()));
    }

    /**
     * Reads the deviations.
     *
     * @throws IllegalArgumentException if a key is not valid; the message names it
     */
    static Dialect read(JsonKeys keys) {
        Dialect.Builder dialect = Dialect.builder()
                .parameterNames(keys.textsByName("parameter_names"))
                .deviceParameters(keys.textsByName("device_parameters"))
                .pollParameters(keys.textsByName("poll_parameters"))
                .refreshParameters(keys.textsByName("refresh_parameters"))
                .pollErrors(pollErrors(keys))
                .revocationAuthentication(revocationAuthentication(keys))
                .revocationBody(keys.object("revocation_body"))
                .tokenLife(tokenLife(keys));
        dialect.metadataUrl(url(keys, "metadata_url")).pollEndpoint(url(keys, "poll_endpoint"));
        String grantType = keys.text("device_grant_type");
        if (grantType != null) {
            dialect.deviceGrantType(grantType);
        }
        String format = keys.text("request_format");
        if (format != null) {
            dialect.requestFormat(RequestFormat.named(format));
        }
        String pkce = keys.text("pkce");
        if (pkce != null) {
            dialect.pkce(Pkce.named(pkce));
        }
        return dialect.build();
    }

    private static @Nullable URI url(JsonKeys keys, String key) {
        String url = keys.text(key);
        return url == null
                ? null
                : Uris.parse(url).orElseThrow(() -> new IllegalArgumentException("its " + key + " is not a URL"));
    }

    private static Map<Integer, String> pollErrors(JsonKeys keys) {
        Map<Integer, String> errors = new LinkedHashMap<>();
        for (Map.Entry<String, String> error : keys.textsByName("poll_errors").entrySet()) {
            if (!error.getKey().matches("4[0-9][0-9]")) {
                throw new IllegalArgumentException("its poll_errors has a name that is no status from 400 to 499");
            }
            errors.put(Integer.valueOf(error.getKey()), error.getValue());
        }
        return errors;
    }

    private static RevocationAuthentication revocationAuthentication(JsonKeys keys) {
        String how = Objects.requireNonNullElse(keys.text("revocation_auth"), "client");
        if (!how.equals("client") && !how.equals("none")) {
            throw new IllegalArgumentException("its revocation_auth is neither client nor none");
        }
        return how.equals("client") ? RevocationAuthentication.CLIENT : RevocationAuthentication.NONE;
    }

    private static @Nullable Duration tokenLife(JsonKeys keys) {
        OptionalDouble seconds = keys.number("default_expires_in");
        if (seconds.isEmpty()) {
            return null;
        }
        if (!(seconds.getAsDouble() >= 1 && seconds.getAsDouble() <= LONGEST_LIFE)) {
            throw new IllegalArgumentException(
                    "its default_expires_in is not a number of seconds from one to ten years'");
        }
        return Duration.ofSeconds((long) seconds.getAsDouble());
    }

    private static void put(Map<String, Object> object, String key, @Nullable Object value, @Nullable Object standard) {
        if (value != null && !value.equals(standard)) {
            object.put(key, value.toString());
        }
    }

    private static void putAll(Map<String, Object> object, String key, Map<String, ?> values) {
        if (!values.isEmpty()) {
            object.put(key, values);
        }
    }
}
