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
 * A success of the token endpoint (RFC 6749 §5.1): bearer tokens, since all others are refused. Immutable.
 *
 * @param accessToken the access token
 * @param expiresIn how long the access token lives from when the reply arrived, where the server says it
 * @param refreshToken the refresh token; without one an old one stays valid
 * @param idToken the ID token
 * @param scope the scopes granted, divided by spaces, empty where none were. Absent, where the server does not say, it means those
 *     asked for; or the server says it in a way that cannot be read, of which there is a warning
 * @param serverTime what the server's clock says
 * @param warnings what was odd and survived
 */
public record TokenReply(
        Secret accessToken,
        Optional<Duration> expiresIn,
        Optional<Secret> refreshToken,
        Optional<Secret> idToken,
        Optional<String> scope,
        Optional<Instant> serverTime,
        List<DisplayText> warnings) {
    public TokenReply {
        Objects.requireNonNull(accessToken, "accessToken");
        warnings = List.copyOf(warnings);
    }

    /** Starts a reply with nothing else in it. */
    public static Builder builder(Secret accessToken) {
        return new Builder(accessToken);
    }

    /** Collects what else the reply has; null is "nothing". Not safe for use by several threads. */
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

        /** How long the access token lives. */
        public Builder expiresIn(@Nullable Duration value) {
            expiresIn = value;
            return this;
        }

        /** The refresh token. */
        public Builder refreshToken(@Nullable Secret value) {
            refreshToken = value;
            return this;
        }

        /** The ID token. */
        public Builder idToken(@Nullable Secret value) {
            idToken = value;
            return this;
        }

        /** The scopes granted, divided by spaces. */
        public Builder scope(@Nullable String value) {
            scope = value;
            return this;
        }

        /** What the server's clock says. */
        public Builder serverTime(@Nullable Instant value) {
            serverTime = value;
            return this;
        }

        /** What was odd and survived. */
        public Builder warnings(List<DisplayText> value) {
            warnings = value;
            return this;
        }

        /** The reply. */
        public TokenReply build() {
            return new TokenReply(
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
