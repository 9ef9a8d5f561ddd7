package dev.latchkey.cli.command;

import dev.latchkey.cli.failure.UsageException;
import dev.latchkey.cli.options.Environment;
import dev.latchkey.cli.options.Options;
import dev.latchkey.cli.session.Selection;
import dev.latchkey.console.Durations;
import dev.latchkey.console.Terminal;
import dev.latchkey.model.Secret;
import dev.latchkey.oauth.AccessTokens;
import dev.latchkey.session.AuthSession;
import dev.latchkey.token.StoredSession;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Gets a valid token for a command. */
record TokenAccess(Options options, Selection selection, Terminal terminal, Environment environment) {
    /** A token that may be printed, and what else is known of it, or null. */
    record Token(Secret token, @Nullable StoredSession session) {
        /** When it expires, in milliseconds since the epoch, or null where that is not known. */
        @Nullable
        Long expiresAtMillis() {
            return session == null ? null : session.expiresAtMillis();
        }
    }

    /** The token of the selected session, renewed first if need be; that it will not last as long as was asked for is told. */
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
        Long expiresAt = found.expiresAtMillis();
        if (wanted != null && expiresAt != null) {
            Duration left = Duration.ofMillis(expiresAt - environment.time().epochMillis());
            if (left.compareTo(wanted) < 0) {
                terminal.warn("The token lasts " + Durations.shown(left) + ", not " + Durations.shown(wanted) + ".");
            }
        }
        return found;
    }
}
