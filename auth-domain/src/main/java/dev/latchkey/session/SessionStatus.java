package dev.latchkey.session;

import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.session.SessionMemory.Moment;
import dev.latchkey.token.StoredSession;
import dev.latchkey.token.TokenLifecycle;
import dev.latchkey.token.TokenLifecycle.Decision;
import java.util.Optional;

/** Whether a session can be used, as far as can be determined without contacting the server. */
public enum SessionStatus {
    /** There is a token, or one can be obtained without a person. Only the server knows whether it still grants it. */
    USABLE,
    /** Not logged in. */
    NOT_LOGGED_IN,
    /** The token has expired and cannot be renewed: there is no refresh token, or the server no longer accepts it. */
    ENDED,
    /** The stored session was created for other scopes, another audience or other resources. */
    REQUEST_CHANGED;

    /** Whether a person must log in. */
    public boolean isLoginNeeded() {
        return this != USABLE;
    }

    static SessionStatus of(SessionSlot slot, Moment now) {
        Optional<StoredSession> stored;
        try {
            stored = slot.load();
        } catch (LoginRequiredException e) {
            return REQUEST_CHANGED;
        }
        return stored.map(session -> of(session, now)).orElse(NOT_LOGGED_IN);
    }

    private static SessionStatus of(StoredSession session, Moment now) {
        return TokenLifecycle.decide(session, now.epochMillis(), 0) == Decision.LOG_IN_AGAIN ? ENDED : USABLE;
    }
}
