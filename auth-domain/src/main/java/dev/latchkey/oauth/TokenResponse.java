package dev.latchkey.oauth;

import dev.latchkey.model.DisplayText;
import dev.latchkey.model.Secret;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** The meaning of the token endpoint's response, or of its absence. */
public sealed interface TokenResponse permits GrantedTokens, TokenResponse.Refused, TokenResponse.TryLater {
    /** The kinds, for use in a switch. */
    enum Kind {
        /** {@link GrantedTokens}. */
        GRANTED,
        /** {@link Refused}. */
        REFUSED,
        /** {@link TryLater}. */
        TRY_LATER
    }

    /** The kind of this answer. */
    Kind kind();

    /**
     * The server responded with an error, whatever the status, such as {@code authorization_pending}.
     *
     * @param error the server's error
     * @param rotatedRefreshToken the refresh token in the response, if it contains one in spite of the error: the old one may be used up
     */
    record Refused(OAuthError error, Optional<Secret> rotatedRefreshToken) implements TokenResponse {
        public Refused {
            Objects.requireNonNull(error, "error");
        }

        @Override
        public Kind kind() {
            return Kind.REFUSED;
        }
    }

    /**
     * There was no response from the server: no connection, 5xx, 429, or a response from an intermediary in its place.
     *
     * @param why what happened, for display
     * @param retryAfter how long the server asked to wait
     * @param requestMayHaveBeenSent whether the server may have handled the request, with only its response lost
     * @param endpointMissing whether the endpoint appears to be missing: 404, 405, 410 or 501 without an OAuth error
     */
    record TryLater(
            DisplayText why, Optional<Duration> retryAfter, boolean requestMayHaveBeenSent, boolean endpointMissing)
            implements TokenResponse {
        public TryLater {
            Objects.requireNonNull(why, "why");
        }

        @Override
        public Kind kind() {
            return Kind.TRY_LATER;
        }
    }
}
