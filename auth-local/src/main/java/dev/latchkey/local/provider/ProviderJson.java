package dev.latchkey.local.provider;

import dev.latchkey.local.provider.ProviderConfig.EndpointUrls;
import dev.latchkey.local.storage.StoreKind;
import dev.latchkey.oauth.Dialect;
import dev.latchkey.oauth.Dialect.Pkce;
import dev.latchkey.oauth.Dialect.RequestFormat;
import dev.latchkey.oauth.Dialect.RevocationAuthentication;
import dev.latchkey.oauth.Uris;
import java.net.URI;
import java.nio.file.FileSystem;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The format of a provider file. The keys are those of RFC 8414 and RFC 7591 where those define one, and others say how its server deviates
 * from the RFCs.
 */
final class ProviderJson {
    private static final double LONGEST_LIFE = Duration.ofDays(3650).toSeconds();
    private static final Optional<Object> ABSENT = Optional.empty();

    private ProviderJson() {}

    /** The configuration as a JSON object; absent values are left out. */
    static Map<String, Object> write(ProviderConfig config) {
        Map<String, Object> object = new LinkedHashMap<>();
        put(object, "issuer", config.issuer(), ABSENT);
        EndpointUrls urls = config.endpoints();
        put(object, "token_endpoint", urls.token(), ABSENT);
        put(object, "device_authorization_endpoint", urls.device(), ABSENT);
        put(object, "revocation_endpoint", urls.revocation(), ABSENT);
        put(object, "userinfo_endpoint", urls.userinfo(), ABSENT);
        put(object, "jwks_uri", urls.jwks(), ABSENT);
        object.put("client_id", config.clientId());
        if (config.clientSecretFile().isPresent()) {
            put(object, "client_secret_file", config.clientSecretFile(), ABSENT);
            put(object, "client_auth", config.clientSecretMethod(), ABSENT);
        }
        put(object, "scopes", config.scopes(), List.of());
        put(object, "audience", config.audience(), ABSENT);
        put(object, "resources", config.resources(), List.of());
        put(object, "api_origins", config.apiOrigins(), List.of());
        List<String> claims = config.usernameClaims();
        put(object, "username_claim", claims.size() == 1 ? claims.get(0) : claims, List.of());
        put(object, "session_ending_errors", config.sessionEndingErrors(), List.of());
        write(config.dialect(), object);
        put(object, "store", config.store(), ABSENT);
        put(object, "ca_file", config.caFile(), ABSENT);
        return object;
    }

    /** Adds the deviations; a server without any has none of these keys. */
    private static void write(Dialect dialect, Map<String, Object> object) {
        Dialect standard = Dialect.STANDARD;
        put(object, "metadata_url", dialect.metadataUrl(), ABSENT);
        put(object, "poll_endpoint", dialect.pollEndpoint(), ABSENT);
        put(object, "device_grant_type", dialect.deviceGrantType(), standard.deviceGrantType());
        put(object, "request_format", dialect.requestFormat(), standard.requestFormat());
        put(object, "parameter_names", dialect.parameterNames(), Map.of());
        put(object, "device_parameters", dialect.deviceParameters(), Map.of());
        put(object, "poll_parameters", dialect.pollParameters(), Map.of());
        put(object, "refresh_parameters", dialect.refreshParameters(), Map.of());
        Map<String, String> pollErrors = new LinkedHashMap<>();
        dialect.pollErrors().forEach((status, code) -> pollErrors.put(status.toString(), code));
        put(object, "poll_errors", pollErrors, Map.of());
        put(object, "revocation_auth", dialect.revocationAuthentication(), standard.revocationAuthentication());
        put(object, "revocation_body", dialect.revocationBody(), Map.of());
        put(object, "pkce", dialect.pkce(), standard.pkce());
        dialect.tokenLife().ifPresent(life -> object.put("default_expires_in", life.toSeconds()));
    }

    private static void put(Map<String, Object> object, String key, Object value, Object standard) {
        if (!value.equals(standard)) {
            Object present = value instanceof Optional<?> optional ? optional.get() : value;
            boolean isAsInJson = present instanceof List || present instanceof Map;
            String text = present instanceof Enum<?> constant ? JsonKeys.word(constant) : present.toString();
            object.put(key, isAsInJson ? present : text);
        }
    }

    /**
     * Reads a configuration from a JSON object.
     *
     * @param files the file system of the paths in the object
     * @throws IllegalArgumentException if it is not valid; the message names the key
     */
    static ProviderConfig read(Map<String, Object> object, FileSystem files) {
        JsonKeys keys = new JsonKeys(object, files);
        ProviderConfig config = ProviderConfig.builder(keys.required("client_id"))
                .issuer(keys.text("issuer"))
                .endpoints(endpoints(keys))
                .clientSecret(
                        keys.path("client_secret_file"),
                        keys.text("client_auth") == null
                                ? null
                                : keys.constant("client_auth", ClientSecretMethod.BASIC, ClientSecretMethod.values()))
                .scopes(keys.texts("scopes"))
                .audience(keys.text("audience"))
                .resources(keys.texts("resources"))
                .apiOrigins(keys.texts("api_origins"))
                .usernameClaims(keys.texts("username_claim"))
                .sessionEndingErrors(keys.texts("session_ending_errors"))
                .dialect(dialect(keys))
                .store(store(keys))
                .caFile(keys.path("ca_file"))
                .build();
        keys.refuseOthers();
        if (config.issuer().isEmpty() && config.endpoints().token().isEmpty()) {
            throw new IllegalArgumentException("it has neither issuer nor token_endpoint");
        }
        return config;
    }

    private static EndpointUrls endpoints(JsonKeys keys) {
        return EndpointUrls.of(
                keys.text("token_endpoint"),
                keys.text("device_authorization_endpoint"),
                keys.text("revocation_endpoint"),
                keys.text("userinfo_endpoint"),
                keys.text("jwks_uri"));
    }

    private static @Nullable StoreKind store(JsonKeys keys) {
        String name = keys.text("store");
        return name == null
                ? null
                : StoreKind.named(name)
                        .orElseThrow(() -> new IllegalArgumentException("store must be file, keyring or database"));
    }

    private static Dialect dialect(JsonKeys keys) {
        Dialect standard = Dialect.STANDARD;
        return Dialect.builder()
                .metadataUrl(url(keys, "metadata_url"))
                .pollEndpoint(url(keys, "poll_endpoint"))
                .deviceGrantType(keys.text("device_grant_type", standard.deviceGrantType()))
                .requestFormat(keys.constant("request_format", standard.requestFormat(), RequestFormat.values()))
                .parameterNames(keys.textsByName("parameter_names"))
                .deviceParameters(keys.textsByName("device_parameters"))
                .pollParameters(keys.textsByName("poll_parameters"))
                .refreshParameters(keys.textsByName("refresh_parameters"))
                .pollErrors(pollErrors(keys))
                .revocationAuthentication(keys.constant(
                        "revocation_auth", standard.revocationAuthentication(), RevocationAuthentication.values()))
                .revocationBody(keys.object("revocation_body"))
                .pkce(keys.constant("pkce", standard.pkce(), Pkce.values()))
                .tokenLife(tokenLife(keys))
                .build();
    }

    private static @Nullable URI url(JsonKeys keys, String key) {
        String url = keys.text(key);
        return url == null
                ? null
                : Uris.parse(url).orElseThrow(() -> new IllegalArgumentException(key + " must be a URL"));
    }

    private static Map<Integer, String> pollErrors(JsonKeys keys) {
        Map<Integer, String> errors = new LinkedHashMap<>();
        for (Map.Entry<String, String> error : keys.textsByName("poll_errors").entrySet()) {
            if (!error.getKey().matches("4[0-9][0-9]")) {
                throw new IllegalArgumentException("keys of poll_errors must be HTTP statuses from 400 to 499");
            }
            errors.put(Integer.valueOf(error.getKey()), error.getValue());
        }
        return errors;
    }

    private static @Nullable Duration tokenLife(JsonKeys keys) {
        Number seconds = keys.number("default_expires_in");
        if (seconds == null) {
            return null;
        }
        if (!(seconds.doubleValue() >= 1 && seconds.doubleValue() <= LONGEST_LIFE)) {
            throw new IllegalArgumentException("default_expires_in must be between 1 second and 10 years");
        }
        return Duration.ofSeconds((long) seconds.doubleValue());
    }
}
