package dev.latchkey.local.session;

import dev.latchkey.error.AuthException;
import dev.latchkey.local.preset.Preset;
import dev.latchkey.local.preset.Presets;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.oauth.IdTokenClaims;
import dev.latchkey.oauth.IdTokenException;
import dev.latchkey.port.Json;
import dev.latchkey.port.SessionStore;
import dev.latchkey.token.SessionDocument;
import dev.latchkey.token.StoredSession;
import java.util.List;
import java.util.Optional;

/** Sessions that are stored here, of any provider, configured or not. */
public final class SessionList {
    private final SessionStore store;
    private final SessionDocument format;
    private final Json json;

    /**
     * A stored session.
     *
     * @param id the session
     * @param location where it is stored
     * @param session its content; empty if it cannot be read
     * @param username who is logged in, if known
     * @param failure why it cannot be read, if it cannot
     */
    public record Entry(
            SessionId id,
            String location,
            Optional<StoredSession> session,
            Optional<String> username,
            Optional<AuthException> failure) {}

    public SessionList(SessionStore store, Json json) {
        this.store = store;
        this.format = new SessionDocument(json);
        this.json = json;
    }

    /** Reads these sessions, in the same order. Leaves out those that have been logged out in the meantime or are being logged out. */
    public List<Entry> of(List<SessionId> ids) {
        return ids.stream()
                .map(this::entry)
                .filter(entry -> entry.session().isPresent() || entry.failure().isPresent())
                .toList();
    }

    private Entry entry(SessionId id) {
        String location = store.location(id);
        try {
            // Another process may have logged out since the list was made.
            Optional<StoredSession> session = store.load(id).map(document -> format.read(document, location));
            return new Entry(id, location, session, session.flatMap(stored -> username(id, stored)), Optional.empty());
        } catch (AuthException e) {
            return new Entry(id, location, Optional.empty(), Optional.empty(), Optional.of(e));
        }
    }

    /** A document written by another program may contain the username only in its ID token. */
    private Optional<String> username(SessionId id, StoredSession session) {
        Optional<Secret> idToken = session.idToken();
        Optional<Preset> preset = Presets.named(id.provider());
        if (session.username().isPresent() || idToken.isEmpty() || preset.isEmpty()) {
            return session.username();
        }
        try {
            return IdTokenClaims.stored(idToken.get(), preset.get().usernameClaims(), json);
        } catch (IdTokenException e) {
            return Optional.empty();
        }
    }
}
