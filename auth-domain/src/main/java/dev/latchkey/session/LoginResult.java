package dev.latchkey.session;

import dev.latchkey.model.SessionId;
import dev.latchkey.token.StoredSession;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The result of a login.
 *
 * @param id the session
 * @param session its tokens, as stored
 * @param location where it is stored, for display
 * @param adopted whether another thread or process created it while this one waited
 * @param movedAside where an obstructive document is now, for display
 */
public record LoginResult(
        SessionId id, StoredSession session, String location, boolean adopted, Optional<String> movedAside) {
    public LoginResult {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(session, "session");
        Objects.requireNonNull(location, "location");
    }

    /** The requested scopes that the session does not have: they were not granted, or the server has no such scopes. */
    public List<String> missingScopes() {
        return session.binding().scopes().stream()
                .filter(scope -> !session.scopes().contains(scope))
                .toList();
    }
}
