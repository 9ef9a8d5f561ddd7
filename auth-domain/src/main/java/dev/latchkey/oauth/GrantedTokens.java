package dev.latchkey.oauth;

import dev.latchkey.model.DisplayText;
import dev.latchkey.model.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A success response of the token endpoint (RFC 6749 §5.1) with bearer tokens; other types are refused. Immutable.
 *
 * @param accessToken the access token
 * @param expiresIn the lifetime of the access token from when the reply was received, if the server says it
 * @param refreshToken the refresh token; without one, the old one remains valid
 * @param idToken the ID token
 * @param scope the granted scopes, separated by spaces, empty if there are none. If absent, the server granted those that were requested,
 *     or its value cannot be parsed, for which there is a warning
 * @param serverTime the server's clock
 * @param warnings what was unusual, but usable
 */
public record GrantedTokens(
        Secret accessToken,
        Optional<Duration> expiresIn,
        Optional<Secret> refreshToken,
        Optional<Secret> idToken,
        Optional<String> scope,
        Optional<Instant> serverTime,
        List<DisplayText> warnings)
        implements TokenResponse {
    public GrantedTokens {
        Objects.requireNonNull(accessToken, "accessToken");
        warnings = List.copyOf(warnings);
    }

    @Override
    public Kind kind() {
        return Kind.GRANTED;
    }

    /** Starts a reply with only an access token. */
    public static Builder builder(Secret accessToken) {
        return new Builder(accessToken);
    }

    /** Collects optional values; null for none. Not safe for use by several threads. */
    public static final class Builder {
        private final Secret accessToken;
        private @Nullable Duration expiresIn;
        private @Nullable Secret refreshToken;
        private @Nullable Secret idToken;
        private @Nullable String scope;
        private @Nullable Instant serverTime;
        private List<DisplayText> warnings = List.of();

        private Builder(Secret accessToken) {
            this.accessToken = accessToken;
        }

        /** Sets the lifetime of the access token. */
        public Builder expiresIn(@Nullable Duration value) {
            expiresIn = value;
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

        /** Sets the granted scopes, separated by spaces. */
        public Builder scope(@Nullable String value) {
            scope = value;
            return this;
        }

        /** Sets the server's clock. */
        public Builder serverTime(@Nullable Instant value) {
            serverTime = value;
            return this;
        }

        /** Sets what was unusual, but usable. */
        public Builder warnings(List<DisplayText> value) {
            warnings = value;
            return this;
        }

        /** Builds the reply. */
        public GrantedTokens build() {
            return new GrantedTokens(
                    accessToken,
                    Optional.ofNullable(expiresIn),
                    Optional.ofNullable(refreshToken),
                    Optional.ofNullable(idToken),
                    Optional.ofNullable(scope),
                    Optional.ofNullable(serverTime),
                    warnings);
        }
    }
}
