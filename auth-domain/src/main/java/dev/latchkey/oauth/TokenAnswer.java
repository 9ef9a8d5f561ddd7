package dev.latchkey.oauth;

import dev.latchkey.model.DisplayText;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
     */
    record Refused(OAuthError error) implements TokenAnswer {
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
     * @param retryAfterOrNull how long the server asked to wait, or null
     */
    record TryLater(DisplayText why, @Nullable Duration retryAfterOrNull) implements TokenAnswer {
        public TryLater {
            Objects.requireNonNull(why, "why");
        }

        @Override
        public Kind kind() {
            return Kind.TRY_LATER;
        }

        /** How long the server asked to wait. */
        public Optional<Duration> retryAfter() {
            return Optional.ofNullable(retryAfterOrNull);
        }
    }
}
