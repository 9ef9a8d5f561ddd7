package dev.latchkey.acceptance.faults;

import dev.latchkey.token.StoredSession;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a command found.
 *
 * @param home where
 * @param before the session that was stored, or null for none
 */
record Subject(Home home, @Nullable StoredSession before) {
    /** Whether this is still the session that was there. */
    boolean isUnchanged(Optional<StoredSession> now) {
        return before == null
                ? now.isEmpty()
                : now.filter(session -> session.refreshToken().equals(before.refreshToken()))
                        .isPresent();
    }
}
