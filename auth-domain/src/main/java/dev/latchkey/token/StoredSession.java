package dev.latchkey.token;

import dev.latchkey.model.Secret;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The stored data of a login, created by a {@link Builder}. Immutable; safe to print, because its secrets are {@link Secret}s.
 *
 * @param accessToken the access token
 * @param refreshToken the refresh token; without it, nothing can be renewed
 * @param idToken the ID token
 * @param expiresAt when the access token expires, if the server said so; like all times here, with a precision of milliseconds
 * @param issuedAt when the access token was issued; a Python client drops it
 * @param loggedInAt when a person last logged in, if known; a login that waited for another one uses it to recognize its session
 * @param binding what the tokens are bound to
 * @param subject the {@code sub} of the ID token
 * @param username the verified username
 * @param tokenType how to use the access token; if absent because a Python client dropped it, {@code Bearer}
 * @param grantedScopes the granted scopes, if they are not the requested ones
 * @param unknown unknown keys of the document, preserved for the program that wrote them
 */
public record StoredSession(
        Secret accessToken,
        Optional<Secret> refreshToken,
        Optional<Secret> idToken,
        Optional<Instant> expiresAt,
        Optional<Instant> issuedAt,
        Optional<Instant> loggedInAt,
        SessionBinding binding,
        Optional<String> subject,
        Optional<String> username,
        Optional<String> tokenType,
        Optional<List<String>> grantedScopes,
        Map<String, Object> unknown) {
    public StoredSession {
        Objects.requireNonNull(accessToken, "accessToken");
        Objects.requireNonNull(binding, "binding");
        // Not Map.copyOf: the order is preserved, and a value may be null.
        unknown = Collections.unmodifiableMap(new LinkedHashMap<>(unknown));
    }

    /** Starts a session with only these values. */
    public static Builder builder(Secret accessToken, SessionBinding binding) {
        return new Builder(accessToken, binding);
    }

    /** Starts with the values of this session. */
    public Builder toBuilder() {
        return new Builder(accessToken, binding)
                .refreshToken(refreshToken.orElse(null))
                .idToken(idToken.orElse(null))
                .expiresAt(expiresAt.orElse(null))
                .issuedAt(issuedAt.orElse(null))
                .loggedInAt(loggedInAt.orElse(null))
                .subject(subject.orElse(null))
                .username(username.orElse(null))
                .tokenType(tokenType.orElse(null))
                .grantedScopes(grantedScopes.orElse(null))
                .unknown(unknown);
    }

    /** Whether it can be renewed without a person. */
    public boolean isRefreshable() {
        return refreshToken.isPresent();
    }

    /** The scopes of the access token. */
    public List<String> scopes() {
        return grantedScopes.isPresent() ? grantedScopes.get() : binding.scopes();
    }

    /** This session after its refresh token was found to be no longer accepted. */
    public StoredSession withoutRefreshToken() {
        return toBuilder().refreshToken(null).build();
    }

    /**
     * This session after both of its tokens were found to be no longer accepted: expired, if it was not before.
     *
     * @param millis when that was, since the epoch
     */
    public StoredSession endedAt(long millis) {
        Instant time = Instant.ofEpochMilli(millis);
        boolean isExpired = expiresAt.isPresent() && expiresAt.get().isBefore(time);
        return isExpired
                ? withoutRefreshToken()
                : toBuilder().refreshToken(null).expiresAt(time).build();
    }

    /** This session with another refresh token. */
    public StoredSession withRefreshToken(Secret newRefreshToken) {
        return toBuilder().refreshToken(newRefreshToken).build();
    }

    /** Contains nothing that may be a key. */
    @Override
    public String toString() {
        return "StoredSession[" + binding.authDomain() + ", expiresAt="
                + expiresAt.map(Instant::toString).orElse("unknown") + "]";
    }

    /** Collects the values of a session; null if unknown. Not safe for use by several threads. */
    public static final class Builder {
        private Secret accessToken;
        private SessionBinding binding;
        private @Nullable Secret refreshToken;
        private @Nullable Secret idToken;
        private @Nullable Instant expiresAt;
        private @Nullable Instant issuedAt;
        private @Nullable Instant loggedInAt;
        private @Nullable String subject;
        private @Nullable String username;
        private @Nullable String tokenType;
        private @Nullable List<String> grantedScopes;
        private Map<String, Object> unknown = Map.of();

        private Builder(Secret accessToken, SessionBinding binding) {
            this.accessToken = accessToken;
            this.binding = binding;
        }

        /** Sets the access token. */
        public Builder accessToken(Secret value) {
            accessToken = value;
            return this;
        }

        /** Sets what the tokens are bound to. */
        public Builder binding(SessionBinding value) {
            binding = value;
            return this;
        }

        /** Sets the refresh token. */
        public Builder refreshToken(@Nullable Secret value) {
            refreshToken = value;
            return this;
        }

        /** Sets the ID token. */
        public Builder idToken(@Nullable Secret value) {
            idToken = value;
            return this;
        }

        /** Sets when the access token expires. */
        public Builder expiresAt(@Nullable Instant value) {
            expiresAt = value;
            return this;
        }

        /** Sets when the access token was issued. */
        public Builder issuedAt(@Nullable Instant value) {
            issuedAt = value;
            return this;
        }

        /** Sets when a person last logged in. */
        public Builder loggedInAt(@Nullable Instant value) {
            loggedInAt = value;
            return this;
        }

        /** Sets the {@code sub} of the ID token. */
        public Builder subject(@Nullable String value) {
            subject = value;
            return this;
        }

        /** Sets the verified username. */
        public Builder username(@Nullable String value) {
            username = value;
            return this;
        }

        /** Sets how to use the access token. */
        public Builder tokenType(@Nullable String value) {
            tokenType = value;
            return this;
        }

        /** Sets the granted scopes, if they are not the requested ones. */
        public Builder grantedScopes(@Nullable List<String> value) {
            grantedScopes = value == null ? null : List.copyOf(value);
            return this;
        }

        /** Sets unknown keys of the document. */
        public Builder unknown(Map<String, Object> value) {
            unknown = value;
            return this;
        }

        /** Builds the session. */
        public StoredSession build() {
            return new StoredSession(
                    accessToken,
                    Optional.ofNullable(refreshToken),
                    Optional.ofNullable(idToken),
                    Optional.ofNullable(expiresAt),
                    Optional.ofNullable(issuedAt),
                    Optional.ofNullable(loggedInAt),
                    binding,
                    Optional.ofNullable(subject),
                    Optional.ofNullable(username),
                    Optional.ofNullable(tokenType),
                    Optional.ofNullable(grantedScopes),
                    unknown);
        }
    }
}
