package dev.latchkey.session;

import dev.latchkey.model.Secret;
import dev.latchkey.token.StoredSession;
import org.jspecify.annotations.Nullable;

/**
 * What a renewal brought.
 *
 * @param session the tokens to use from now on
 * @param unsavedOver null if they are stored; else the refresh token that the store still holds
 */
record Renewed(StoredSession session, @Nullable Secret unsavedOver) {
    static Renewed stored(StoredSession session) {
        return new Renewed(session, null);
    }

    static Renewed unsaved(StoredSession session, @Nullable Secret unsavedOver) {
        return new Renewed(session, unsavedOver);
    }
}
