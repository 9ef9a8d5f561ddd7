package dev.latchkey.session;

import dev.latchkey.model.Secret;
import dev.latchkey.token.StoredSession;
import org.jspecify.annotations.Nullable;

/**
 * What a renewal brought.
 *
 * @param session the tokens to use from now on
 * @param unsavedOver null if they are stored; else the refresh token that the store still holds
 * @param ours whether this process got them from the server just now: then its own monotonic clock knows their age, whatever the
 *     wall clock does
 */
record Renewed(StoredSession session, @Nullable Secret unsavedOver, boolean ours) {
    /** Tokens that are stored, by whichever process. */
    static Renewed stored(StoredSession session) {
        return new Renewed(session, null, false);
    }

    /** Tokens that this process got and stored. */
    static Renewed saved(StoredSession session) {
        return new Renewed(session, null, true);
    }

    /** Tokens that this process got and could not store yet. */
    static Renewed unsaved(StoredSession session, Secret unsavedOver) {
        return new Renewed(session, unsavedOver, true);
    }
}
