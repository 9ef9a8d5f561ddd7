package dev.latchkey.cli.command;

import dev.latchkey.cli.failure.UsageException;
import dev.latchkey.cli.session.ApiKeyAccess;
import dev.latchkey.cli.wiring.CliComponent;
import dev.latchkey.console.Durations;
import dev.latchkey.error.StorageException;
import dev.latchkey.local.provider.SelectedProvider;
import dev.latchkey.model.Secret;
import dev.latchkey.oauth.AccessTokens;
import dev.latchkey.session.AuthSession;
import dev.latchkey.token.StoredSession;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A valid token for a command.
 *
 * @param session whose it is
 * @param token the token
 * @param used what else is known of it
 */
record TokenAccess(AuthSession session, Secret token, Optional<StoredSession> used) {
    /**
     * The token of the selected session, renewed first if need be.
     *
     * @param minimumLife how long it should last, or null; that it will not is told
     * @throws StorageException if it is not one that may be printed
     * @throws UsageException if API keys take the place of a session
     */
    static TokenAccess of(CliComponent cli, @Nullable Duration minimumLife) {
        SelectedProvider provider = cli.provider();
        if (ApiKeyAccess.find(
                        provider, cli.environment().variables(), cli.options().username())
                .isPresent()) {
            throw new UsageException(
                    "API keys are set in the environment, and with them there is no token. Make requests"
                            + " with \"latchkey request\", or unset the keys to use a login.");
        }
        AuthSession session = cli.sessions().open(provider, cli.accounts().selected(provider));
        Secret token = AccessTokens.checked(
                minimumLife == null ? session.accessToken() : session.accessToken(minimumLife), session.location());
        TokenAccess access = new TokenAccess(session, token, session.peek());
        access.warnIfShort(cli, minimumLife);
        return access;
    }

    /** When it expires, in milliseconds since the epoch, or null where that is not known. */
    @Nullable
    Long expiresAtMillis() {
        return used.map(StoredSession::expiresAtMillis).orElse(null);
    }

    private void warnIfShort(CliComponent cli, @Nullable Duration wanted) {
        Long expiresAt = expiresAtMillis();
        if (wanted == null || expiresAt == null) {
            return;
        }
        Duration left = Duration.ofMillis(expiresAt - cli.time().epochMillis());
        if (left.compareTo(wanted) < 0) {
            cli.terminal().warn("The token lasts " + Durations.shown(left) + ", not " + Durations.shown(wanted) + ".");
        }
    }
}
