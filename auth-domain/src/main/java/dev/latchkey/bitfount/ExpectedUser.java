package dev.latchkey.bitfount;

import dev.latchkey.error.WrongUserException;
import dev.latchkey.model.DisplayText;
import dev.latchkey.model.SessionId;
import dev.latchkey.session.AuthSession;
import dev.latchkey.token.StoredSession;
import org.jspecify.annotations.Nullable;

/**
 * Bitfount's additional requirement for a session of a particular user: it must name its user. That the user is the right one is checked by
 * {@link dev.latchkey.token.SessionCheck} whenever a session is loaded. Safe for use by several threads.
 */
final class ExpectedUser {
    private final AuthSession session;
    private final String username;
    private volatile @Nullable StoredSession checked;

    /** @param username the username, or {@link SessionId#DEFAULT_ACCOUNT} for any user */
    ExpectedUser(AuthSession session, String username) {
        this.session = session;
        this.username = username;
    }

    /** Whether a particular user is required. */
    boolean isGiven() {
        return !username.equals(SessionId.DEFAULT_ACCOUNT);
    }

    /**
     * Checks each set of tokens once.
     *
     * @throws WrongUserException if they do not name their user
     */
    void check(StoredSession held) {
        if (!isGiven() || held == checked) {
            return;
        }
        if (session.usernameOf(held).isEmpty()) {
            throw new WrongUserException("The session at " + session.location()
                    + " names no user, so nobody can tell whether it is " + DisplayText.clean(username, 100)
                    + "'s. Log in again, with the scopes openid and profile.");
        }
        checked = held;
    }
}
