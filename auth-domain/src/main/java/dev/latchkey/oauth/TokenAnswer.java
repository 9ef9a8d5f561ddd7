package dev.latchkey.oauth;

import dev.latchkey.model.DisplayText;
import dev.latchkey.model.Secret;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** What the token endpoint's answer, or its silence, means. */
public sealed interface TokenAnswer {
    /** The kinds, to switch over. */
    enum Kind {
        GRANTED,
        REFUSED,
        TRY_LATER
    }

    /** Which of the three this is. */
    Kind kind();

    /**
     * Tokens.
     *
     * @param reply the tokens
     */
    record Granted(TokenReply reply) implements TokenAnswer {
        public Granted {
            Objects.requireNonNull(reply, "reply");
        }

        @Override
        public Kind kind() {
            return Kind.GRANTED;
        }
    }

    /**
     * The server's own word, whatever the status: {@code authorization_pending} is one too.
     *
     * @param error what the server said
     * @param rotatedRefreshToken the refresh token that the answer has all the same: whatever else is wrong with the answer,
     *     the old one may be used up
     */
    record Refused(OAuthError error, Optional<Secret> rotatedRefreshToken) implements TokenAnswer {
        public Refused {
            Objects.requireNonNull(error, "error");
        }

        @Override
        public Kind kind() {
            return Kind.REFUSED;
        }
    }

    /**
     * No word of the server's: no connection, 5xx, 429, or something in between that answered in its place.
     *
     * @param why what happened, for a person
     * @param retryAfter how long the server asked to wait
     * @param requestMayHaveBeenSent whether the server may have done what was asked, and its answer was lost
     * @param endpointMissing whether it looks as if there were no such endpoint: 404, 405, 410 or 501 without an OAuth error
     */
    record TryLater(
            DisplayText why, Optional<Duration> retryAfter, boolean requestMayHaveBeenSent, boolean endpointMissing)
            implements TokenAnswer {
        public TryLater {
            Objects.requireNonNull(why, "why");
        }

        @Override
        public Kind kind() {
            return Kind.TRY_LATER;
        }
    }
}
