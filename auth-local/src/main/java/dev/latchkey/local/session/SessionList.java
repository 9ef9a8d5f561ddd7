package dev.latchkey.local.session;

import dev.latchkey.error.AuthException;
import dev.latchkey.local.preset.Preset;
import dev.latchkey.local.preset.Presets;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.oauth.IdTokenException;
import dev.latchkey.oauth.IdTokenReader;
import dev.latchkey.port.Json;
import dev.latchkey.port.SessionStore;
import dev.latchkey.token.SessionDocument;
import dev.latchkey.token.StoredSession;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sessions that are stored here, whatever their provider, known or not. */
public final class SessionList {
    private final SessionStore store;
    private final SessionDocument format;
    private final IdTokenReader idTokens;

    /**
     * One that is stored.
     *
     * @param id the session
     * @param location where it is stored
     * @param session what is in it, or null if it cannot be read
     * @param username who is logged in, or null where that is not known
     * @param failure why it cannot be read, or null if it can
     */
    public record Entry(
            SessionId id,
            String location,
            @Nullable StoredSession session,
            @Nullable String username,
            @Nullable AuthException failure) {}

    public SessionList(SessionStore store, Json json) {
        this.store = store;
        this.format = new SessionDocument(json);
        this.idTokens = new IdTokenReader(json);
    }

    /** These, as they are stored, in the same order; without those that are logged out by now, or whose logout has begun. */
    public List<Entry> of(List<SessionId> ids) {
        return ids.stream()
                .map(this::entry)
                .filter(entry -> entry.session() != null || entry.failure() != null)
                .toList();
    }

    private Entry entry(SessionId id) {
        String location = store.location(id);
        try {
            // Another process may have logged out since the list was made.
            StoredSession session = store.load(id)
                    .map(document -> format.read(document, location))
                    .orElse(null);
            return new Entry(id, location, session, session == null ? null : username(id, session), null);
        } catch (AuthException e) {
            return new Entry(id, location, null, null, e);
        }
    }

    private @Nullable String username(SessionId id, StoredSession session) {
        return session.knownUsername().or(() -> claimed(id, session)).orElse(null);
    }

    /** A document that another program wrote may have the username in its ID token only. */
    private Optional<String> claimed(SessionId id, StoredSession session) {
        Secret idToken = session.idToken();
        Optional<Preset> preset = Presets.named(id.provider());
        if (idToken == null || preset.isEmpty()) {
            return Optional.empty();
        }
        try {
            return idTokens.storedClaim(idToken, preset.get().usernameClaims());
        } catch (IdTokenException e) {
            return Optional.empty();
        }
    }
}
