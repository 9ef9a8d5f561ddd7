package dev.latchkey.cli.credential;

import dev.latchkey.model.Origin;
import dev.latchkey.model.Secret;
import dev.latchkey.oauth.Uris;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What Docker asks a credential helper for: one registry, as the user wrote it.
 *
 * @param serverUrl such as {@code registry.example.com} or {@code https://registry.example.com/v2/}
 */
public record DockerCredential(String serverUrl) {
    /** By this text Docker's client knows that the helper just does not have it. */
    public static final String NOT_FOUND = "credentials not found in native keychain";

    /** The registry's origin; without a scheme it is https. */
    public Optional<Origin> origin() {
        String url = serverUrl.contains("://") ? serverUrl : "https://" + serverUrl;
        try {
            return Uris.parse(url).filter(uri -> uri.getRawUserInfo() == null).map(Origin::of);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The answer. */
    public Map<String, Object> answer(String username, Secret token) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("ServerURL", serverUrl);
        object.put("Username", username);
        object.put("Secret", token.reveal());
        return object;
    }
}
