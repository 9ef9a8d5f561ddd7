package dev.latchkey.loopback;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person granted.
 *
 * @param clientId to which client
 * @param username who granted it
 * @param scopes what may be done
 * @param audience at which API, or null if none was asked for
 * @param authTime when they did
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

    /** Names the account for good (OpenID Connect Core 1.0 §2, {@code sub}); not the username, which a person can change. */
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
