package dev.latchkey.cli.session;

import dev.latchkey.bitfount.BitfountEnvironment;
import dev.latchkey.error.AuthException;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.oauth.IdTokenException;
import dev.latchkey.oauth.IdTokenReader;
import dev.latchkey.port.Json;
import dev.latchkey.port.SessionStore;
import dev.latchkey.port.TimeSource;
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
    private final TimeSource time;

    /**
     * One that is stored.
     *
     * @param id the session
     * @param location where it is stored
     * @param view what is in it, or null if it cannot be read
     * @param failure why it cannot be read, or null if it can
     */
    public record Entry(
            SessionId id,
            String location,
            @Nullable SessionView view,
            @Nullable AuthException failure) {}

    public SessionList(SessionStore store, Json json, TimeSource time) {
        this.store = store;
        this.format = new SessionDocument(json);
        this.idTokens = new IdTokenReader(json);
        this.time = time;
    }

    /** These, as they are stored, in the same order; without those that are logged out by now, or whose logout has begun. */
    public List<Entry> of(List<SessionId> ids) {
        return ids.stream()
                .map(this::entry)
                .filter(entry -> entry.view() != null || entry.failure() != null)
                .toList();
    }

    private Entry entry(SessionId id) {
        String location = store.location(id);
        try {
            // Another process may have logged out since the list was made.
            SessionView view = store.load(id)
                    .map(document -> format.read(document, location))
                    .map(session -> view(id, session, location))
                    .orElse(null);
            return new Entry(id, location, view, null);
        } catch (AuthException e) {
            return new Entry(id, location, null, e);
        }
    }

    private SessionView view(SessionId id, StoredSession session, String location) {
        return new SessionView(
                id,
                session,
                session.knownUsername().or(() -> claimed(id, session)).orElse(null),
                location,
                time.epochMillis());
    }

    /** A document that Bitfount's Python client wrote has the username in its ID token only. */
    private Optional<String> claimed(SessionId id, StoredSession session) {
        Secret idToken = session.idToken();
        if (idToken == null || !id.provider().equals(BitfountEnvironment.PROVIDER)) {
            return Optional.empty();
        }
        try {
            return idTokens.storedClaim(
                    idToken, BitfountEnvironment.PRODUCTION.provider().usernameClaim());
        } catch (IdTokenException e) {
            return Optional.empty();
        }
    }
}
