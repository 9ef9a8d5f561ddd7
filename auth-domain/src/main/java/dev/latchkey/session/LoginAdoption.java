package dev.latchkey.session;

import dev.latchkey.error.AuthException;
import dev.latchkey.model.SessionId;
import dev.latchkey.token.Decision;
import dev.latchkey.token.StoredSession;
import dev.latchkey.token.TokenLifecycle;
import java.util.List;
import java.util.Optional;

/** Finds what another login made while this one waited for it. */
final class LoginAdoption {
    private final SessionParts parts;

    LoginAdoption(SessionParts parts) {
        this.parts = parts;
    }

    /** A session that somebody logged in to since then and that is still good. */
    Optional<LoginResult> find(LoginRequest request, long sinceMillis) {
        return candidates(request).stream()
                .flatMap(id -> made(id, sinceMillis).stream())
                .findFirst();
    }

    private List<SessionId> candidates(LoginRequest request) {
        if (!request.isAccountOpen()) {
            return List.of(request.asked());
        }
        return parts.adapters().store().list().stream()
                .filter(id -> id.provider().equals(request.asked().provider()))
                .toList();
    }

    private Optional<LoginResult> made(SessionId id, long sinceMillis) {
        SessionFile file = parts.forAccount(id).file();
        try {
            return file.load()
                    .filter(session -> isMadeSince(session, sinceMillis))
                    .map(session -> new LoginResult(id, session, file.location(), true, null));
        } catch (AuthException e) {
            // Not what the other login made: it would be readable and ours.
            return Optional.empty();
        }
    }

    private boolean isMadeSince(StoredSession session, long sinceMillis) {
        Long loggedInAt = session.loggedInAtMillis();
        long now = parts.adapters().time().epochMillis();
        return loggedInAt != null
                && loggedInAt >= sinceMillis
                && TokenLifecycle.decide(session, now, 0) != Decision.LOG_IN_AGAIN;
    }
}
