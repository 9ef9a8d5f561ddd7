package dev.latchkey.local.provider;

import dev.latchkey.local.provider.ProviderConfig.EndpointUrls;
import dev.latchkey.local.storage.StoreKind;
import java.nio.file.FileSystem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The format of a provider file. The keys are those of RFC 8414 and RFC 7591 where those define one. */
final class ProviderJson {
    private ProviderJson() {}

    /** The configuration as a JSON object; absent values are left out. */
    static Map<String, Object> write(ProviderConfig config) {
        Map<String, Object> object = new LinkedHashMap<>();
        put(object, "issuer", config.issuer().orElse(null));
        EndpointUrls urls = config.endpoints();
        put(object, "token_endpoint", urls.token().orElse(null));
        put(object, "device_authorization_endpoint", urls.device().orElse(null));
        put(object, "revocation_endpoint", urls.revocation().orElse(null));
        put(object, "userinfo_endpoint", urls.userinfo().orElse(null));
        put(object, "jwks_uri", urls.jwks().orElse(null));
        put(object, "client_id", config.clientId());
        if (config.clientSecretFile().isPresent()) {
            put(object, "client_secret_file", text(config.clientSecretFile()));
            put(object, "client_auth", text(config.clientSecretMethod()));
        }
        putAll(object, "scopes", config.scopes());
        put(object, "audience", config.audience().orElse(null));
        putAll(object, "resources", config.resources());
        putAll(object, "api_origins", config.apiOrigins());
        List<String> claims = config.usernameClaims();
        if (claims.size() == 1) {
            put(object, "username_claim", claims.get(0));
        } else {
            putAll(object, "username_claim", claims);
        }
        putAll(object, "session_ending_errors", config.sessionEndingErrors());
        DialectJson.write(config.dialect(), object);
        put(object, "store", text(config.store()));
        put(object, "ca_file", text(config.caFile()));
        return object;
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
                .clientSecret(keys.path("client_secret_file"), clientSecretMethod(keys))
                .scopes(keys.texts("scopes"))
                .audience(keys.text("audience"))
                .resources(keys.texts("resources"))
                .apiOrigins(keys.texts("api_origins"))
                .usernameClaims(keys.texts("username_claim"))
                .sessionEndingErrors(keys.texts("session_ending_errors"))
                .dialect(DialectJson.read(keys))
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

    private static @Nullable ClientSecretMethod clientSecretMethod(JsonKeys keys) {
        String name = keys.text("client_auth");
        if (name == null) {
            return null;
        }
        for (ClientSecretMethod way : ClientSecretMethod.values()) {
            if (way.toString().equals(name)) {
                return way;
            }
        }
        throw new IllegalArgumentException("its client_auth is neither basic nor post");
    }

    private static @Nullable StoreKind store(JsonKeys keys) {
        String name = keys.text("store");
        if (name == null) {
            return null;
        }
        Optional<StoreKind> kind = StoreKind.named(name);
        if (kind.isEmpty()) {
            throw new IllegalArgumentException("its store is none of file, keyring and database");
        }
        return kind.get();
    }

    private static @Nullable String text(Optional<?> value) {
        return value.isPresent() ? value.get().toString() : null;
    }

    private static void put(Map<String, Object> object, String key, @Nullable String value) {
        if (value != null) {
            object.put(key, value);
        }
    }

    private static void putAll(Map<String, Object> object, String key, List<String> values) {
        if (!values.isEmpty()) {
            object.put(key, values);
        }
    }
}
