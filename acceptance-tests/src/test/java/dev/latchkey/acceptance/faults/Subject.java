package dev.latchkey.acceptance.faults;

import dev.latchkey.token.StoredSession;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state before a command.
 *
 * @param home the home
 * @param before the stored session, or null if there was none
 */
record Subject(Home home, @Nullable StoredSession before) {
    /** Whether the session is unchanged. */
    boolean isUnchanged(Optional<StoredSession> now) {
        return before == null
                ? now.isEmpty()
                : now.filter(session -> session.refreshToken().equals(before.refreshToken()))
                        .isPresent();
    }
}
