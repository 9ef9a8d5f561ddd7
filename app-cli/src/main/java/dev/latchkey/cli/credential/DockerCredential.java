package dev.latchkey.cli.credential;

import dev.latchkey.cli.failure.UsageException;
import dev.latchkey.model.Origin;
import dev.latchkey.model.Secret;
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

    /**
     * What Docker wrote: one line.
     *
     * @throws UsageException if it is more than that
     */
    public static DockerCredential parse(String input) {
        return new DockerCredential(HelperInput.line(input));
    }

    /** The registry's origin; without a scheme it is https, and then a host with an optional port is all that it may be. */
    public Optional<Origin> origin() {
        // Docker Hub's own name has a scheme and a path: https://index.docker.io/v1/
        return serverUrl.contains("://") ? HelperInput.origin(serverUrl) : Origin.ofAuthority("https", serverUrl);
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
