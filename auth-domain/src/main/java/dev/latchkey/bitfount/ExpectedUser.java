package dev.latchkey.bitfount;

import dev.latchkey.error.WrongUserException;
import dev.latchkey.model.DisplayText;
import dev.latchkey.model.SessionId;
import dev.latchkey.session.AuthSession;
import dev.latchkey.token.StoredSession;
import org.jspecify.annotations.Nullable;

/**
 * Bitfount's own demand on a session that is to be a certain user's: it says whose it is. That it is nobody else's is what
 * {@link dev.latchkey.token.SessionFit} sees to whenever one is loaded. Safe for use by several threads.
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
     * @throws WrongUserException if they do not say whose they are
     */
    void check(StoredSession held) {
        if (!isGiven() || held == checked) {
            return;
        }
        if (session.usernameOf(held).isEmpty()) {
            throw new WrongUserException("The session at " + session.location()
                    + " names no user, so nobody can tell whether it is " + shown(username)
                    + "'s. Log in again, with the scopes openid and profile.");
        }
        checked = held;
    }

    private static String shown(String name) {
        return DisplayText.clean(name, LONGEST);
    }
}
