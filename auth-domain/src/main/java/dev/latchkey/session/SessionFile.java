package dev.latchkey.session;

import dev.latchkey.error.AuthEnvironmentException;
import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.model.UnfinishedSave;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.port.SessionStore;
import dev.latchkey.token.SessionBinding;
import dev.latchkey.token.SessionDocument;
import dev.latchkey.token.StoredSession;
import java.util.Objects;
import java.util.Optional;

/** One session's place in the store: turns documents into sessions and keeps foreign ones out. Safe for use by several threads. */
final class SessionFile {
    private final OAuthProvider provider;
    private final SessionId id;
    private final SessionStore store;
    private final SessionDocument format;

    SessionFile(OAuthProvider provider, SessionId id, Adapters adapters) {
        this.provider = Objects.requireNonNull(provider, "provider");
        this.id = Objects.requireNonNull(id, "id");
        this.store = adapters.store();
        this.format = new SessionDocument(adapters.json());
    }

    SessionId id() {
        return id;
    }

    String location() {
        return store.location(id);
    }

    /** What is stored, whoever's it is. */
    Optional<StoredSession> loadAny() {
        return store.load(id).map(document -> format.read(document, location()));
    }

    /**
     * What is stored, if it is ours.
     *
     * @throws AuthEnvironmentException if it is another server's or client's
     * @throws LoginRequiredException if it was made for other scopes or another audience
     */
    Optional<StoredSession> load() {
        Optional<StoredSession> stored = loadWhateverItIsFor();
        stored.ifPresent(this::checkRequest);
        return stored;
    }

    /**
     * What is stored, if it is ours, whatever scopes and audience it was made for.
     *
     * @throws AuthEnvironmentException if it is another server's or client's
     */
    Optional<StoredSession> loadWhateverItIsFor() {
        Optional<StoredSession> stored = loadAny();
        stored.ifPresent(this::checkEnvironment);
        return stored;
    }

    /** Whether a document that could not be read never will be, so that nobody loses anything with it. */
    static boolean isBeyondRepair(StorageException e) {
        return e.reason() == Reason.CORRUPT || e.reason() == Reason.KEY_LOST;
    }

    /** A renewal that was begun and neither saved nor given up. */
    Optional<UnfinishedSave> interrupted() {
        return store.interrupted(id);
    }

    SessionStore.PreparedSave prepare() {
        return store.prepare(id);
    }

    Secret document(StoredSession session) {
        return format.write(session);
    }

    void delete() {
        store.delete(id);
    }

    Optional<String> setAside() {
        return store.setAside(id);
    }

    private void checkEnvironment(StoredSession stored) {
        SessionBinding ours = SessionBinding.of(provider);
        SessionBinding theirs = stored.binding();
        if (!ours.sameEnvironmentAs(theirs)) {
            throw new AuthEnvironmentException("The session at " + location() + " belongs to "
                    + Texts.shown(theirs.authDomain()) + " (client " + Texts.shown(theirs.clientId())
                    + "), not to " + ours.authDomain() + " (client " + ours.clientId()
                    + "). Use that environment, or log in again: the other session is then moved aside.");
        }
    }

    private void checkRequest(StoredSession stored) {
        if (!SessionBinding.of(provider).sameRequestAs(stored.binding())) {
            throw new LoginRequiredException("The session at " + location()
                    + " was made for other scopes or another audience. Log in again for these.");
        }
    }
}
