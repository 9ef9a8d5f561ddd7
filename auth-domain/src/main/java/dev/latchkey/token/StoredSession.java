package dev.latchkey.token;

import dev.latchkey.model.Secret;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is kept of a login. Immutable; safe to print, since its secrets are {@link Secret}s.
 *
 * @param accessToken the access token
 * @param refreshToken the refresh token, or null: then nothing can be renewed
 * @param idToken the ID token, or null
 * @param expiresAtMillis when the access token expires, in milliseconds since the epoch, or null where the server did not say
 * @param issuedAtMillis when it was issued, in milliseconds since the epoch, or null where a Python client dropped it
 * @param loggedInAtMillis when a person last logged in, in milliseconds since the epoch, or null where that is not known; a
 *     login that waited for another tells by it which session is that one's
 * @param binding what the tokens belong to
 * @param subject the {@code sub} of the ID token, or null
 * @param username the verified username, or null
 * @param tokenType how to use the access token, or null where a Python client dropped it: then {@code Bearer}
 * @param grantedScopes what was granted, or null where that is what was asked for
 * @param unknown what else stood in the document, kept for whoever put it there
 */
public record StoredSession(
        Secret accessToken,
        @Nullable Secret refreshToken,
        @Nullable Secret idToken,
        @Nullable Long expiresAtMillis,
        @Nullable Long issuedAtMillis,
        @Nullable Long loggedInAtMillis,
        SessionBinding binding,
        @Nullable String subject,
        @Nullable String username,
        @Nullable String tokenType,
        @Nullable List<String> grantedScopes,
        Map<String, Object> unknown) {
    public StoredSession {
        Objects.requireNonNull(accessToken, "accessToken");
        Objects.requireNonNull(binding, "binding");
        grantedScopes = grantedScopes == null ? null : List.copyOf(grantedScopes);
        // Not Map.copyOf: the order is kept, and a value may be null.
        unknown = Collections.unmodifiableMap(new LinkedHashMap<>(unknown));
    }

    /** Whether it can be renewed without a person. */
    public boolean isRefreshable() {
        return refreshToken != null;
    }

    /** The username, where it is known. */
    public Optional<String> knownUsername() {
        return Optional.ofNullable(username);
    }

    /** The scopes that the access token has. */
    public List<String> scopes() {
        return grantedScopes == null ? binding.scopes() : grantedScopes;
    }

    /** The same session after its refresh token was found to be no longer accepted. */
    public StoredSession withoutRefreshToken() {
        return withRefreshToken(null);
    }

    /** The same session with another refresh token, or none. */
    public StoredSession withRefreshToken(@Nullable Secret newRefreshToken) {
        return new StoredSession(
                accessToken,
                newRefreshToken,
                idToken,
                expiresAtMillis,
                issuedAtMillis,
                loggedInAtMillis,
                binding,
                subject,
                username,
                tokenType,
                grantedScopes,
                unknown);
    }

    /** Shows nothing of what may be a key. */
    @Override
    public String toString() {
        return "StoredSession[" + binding.authDomain() + ", expiresAtMillis=" + expiresAtMillis + "]";
    }
}
