package dev.latchkey.cli.command;

import dev.latchkey.cli.line.Options;
import dev.latchkey.cli.line.UsageException;
import dev.latchkey.cli.session.Selection;
import dev.latchkey.console.Durations;
import dev.latchkey.console.Terminal;
import dev.latchkey.model.Secret;
import dev.latchkey.oauth.AccessTokens;
import dev.latchkey.session.AuthSession;
import dev.latchkey.token.StoredSession;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gets a valid token for a command. */
record TokenAccess(Options options, Selection selection, Terminal terminal) {
    /** A token that is safe to print, and its session, or null. */
    record Token(Secret token, @Nullable StoredSession session) {
        /** When the token expires, if known. */
        Optional<Instant> expiresAt() {
            return session == null ? Optional.empty() : session.expiresAt();
        }
    }

    /** The token of the selected session, renewed first if necessary. Warns if it expires earlier than requested. */
    Token get() {
        Duration wanted = options.minimumLife();
        if (selection.apiKeys().isPresent()) {
            throw new UsageException(
                    "API keys are set in the environment, and with them there is no token. Make requests"
                            + " with \"latchkey request\", or unset the keys to use a login.");
        }
        AuthSession session = selection.open();
        Secret token = AccessTokens.checked(
                wanted == null ? session.accessToken() : session.accessToken(wanted), session.location());
        Token found = new Token(token, session.peek().orElse(null));
        Optional<Instant> expiresAt = found.expiresAt();
        if (wanted != null && expiresAt.isPresent()) {
            long now = selection.installation().adapters().time().epochMillis();
            Duration left = Duration.ofMillis(expiresAt.get().toEpochMilli() - now);
            if (left.compareTo(wanted) < 0) {
                terminal.warn("The token lasts " + Durations.shown(left) + ", not " + Durations.shown(wanted) + ".");
            }
        }
        return found;
    }
}
