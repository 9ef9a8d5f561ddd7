package dev.latchkey.session;

import dev.latchkey.model.SessionId;
import dev.latchkey.token.StoredSession;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a login made.
 *
 * @param id the session
 * @param session its tokens, as stored
 * @param location where it is stored, for a person
 * @param adopted whether another thread or process made it while this one waited
 * @param movedAside where a document that was in the way is now, for a person
 */
public record LoginResult(
        SessionId id, StoredSession session, String location, boolean adopted, Optional<String> movedAside) {
    public LoginResult {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(session, "session");
        Objects.requireNonNull(location, "location");
    }

    /** The scopes that the session is for and that it has not: they were not granted, or the server has no such scopes. */
    public List<String> missingScopes() {
        return session.binding().scopes().stream()
                .filter(scope -> !session.scopes().contains(scope))
                .toList();
    }
}
