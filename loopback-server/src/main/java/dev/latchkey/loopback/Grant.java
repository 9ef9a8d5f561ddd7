package dev.latchkey.loopback;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person granted.
 *
 * @param clientId the client that it was granted to
 * @param username the user who granted it
 * @param scopes the granted scopes
 * @param audience the API, or null if none was requested
 * @param authTime when the user approved it
 */
record Grant(
        String clientId,
        String username,
        List<String> scopes,
        @Nullable String audience,
        Instant authTime) {
    Grant {
        scopes = List.copyOf(scopes);
    }

    /** Identifies the account permanently (OpenID Connect Core 1.0 §2, {@code sub}), unlike the username, which can change. */
    String subject() {
        return "loopback|" + username;
    }

    String email() {
        return username + "@example.test";
    }

    boolean includes(String scope) {
        return scopes.contains(scope);
    }

    Grant narrowedTo(List<String> fewer) {
        return new Grant(clientId, username, fewer, audience, authTime);
    }
}
