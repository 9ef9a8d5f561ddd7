package dev.latchkey.bitfount;

import dev.latchkey.error.WrongUserException;
import dev.latchkey.model.DisplayText;
import dev.latchkey.model.SessionId;
import dev.latchkey.session.AuthSession;
import dev.latchkey.token.StoredSession;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose a session has to be: a file that was copied into another user's folder must not be used as theirs, nor renewed, which
 * would end the session that it was copied from. Safe for use by several threads.
 */
final class ExpectedUser {
    private static final int LONGEST = 100;

    private final AuthSession session;
    private final String username;
    private volatile @Nullable StoredSession checked;

    /** @param username the username, or {@link SessionId#DEFAULT_ACCOUNT} for whoever logs in */
    ExpectedUser(AuthSession session, String username) {
        this.session = session;
        this.username = username;
    }

    /** Whether it has to be a certain user's. */
    boolean isGiven() {
        return !username.equals(SessionId.DEFAULT_ACCOUNT);
    }

    /**
     * Looks once at each set of tokens.
     *
     * @throws WrongUserException if they are somebody else's, or do not say whose
     */
    void check(StoredSession held) {
        if (!isGiven() || held == checked) {
            return;
        }
        Optional<String> user = session.usernameOf(held);
        if (user.isEmpty()) {
            throw new WrongUserException("The session at " + session.location()
                    + " names no user, so nobody can tell whether it is " + shown(username)
                    + "'s. Log in again, with the scopes openid and profile.");
        }
        if (!user.get().equals(username)) {
            throw new WrongUserException("The session at " + session.location() + " is " + shown(user.get())
                    + "'s, not " + shown(username) + "'s. Log in as the right user.");
        }
        checked = held;
    }

    private static String shown(String name) {
        return DisplayText.clean(name, LONGEST);
    }
}
