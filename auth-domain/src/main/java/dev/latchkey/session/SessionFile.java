package dev.latchkey.session;

import dev.latchkey.error.AuthEnvironmentException;
import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.error.WrongUserException;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.model.UnfinishedSave;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.port.SessionStore;
import dev.latchkey.port.TimeSource;
import dev.latchkey.token.SessionDocument;
import dev.latchkey.token.SessionFit;
import dev.latchkey.token.StoredSession;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** One session's place in the store: turns documents into sessions and keeps foreign ones out. Safe for use by several threads. */
final class SessionFile {
    /** Another program may truncate a document before it writes it: what is torn is read so often before it is believed. */
    private static final int LOOKS = 4;

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final SessionFit fit;
    private final SessionId id;
    private final SessionStore store;
    private final SessionDocument format;
    private final TimeSource time;

    SessionFile(OAuthProvider provider, SessionId id, Adapters adapters) {
        this.fit = new SessionFit(provider, adapters.json());
        this.id = Objects.requireNonNull(id, "id");
        this.store = adapters.store();
        this.format = new SessionDocument(adapters.json());
        this.time = adapters.time();
    }

    SessionId id() {
        return id;
    }

    String location() {
        return store.location(id);
    }

    /** What is stored, whoever's it is. */
    Optional<StoredSession> loadAny() {
        for (int look = 1; ; look++) {
            try {
                return store.load(id).map(this::read);
            } catch (StorageException e) {
                if (e.reason() != Reason.CORRUPT || look == LOOKS || !pause()) {
                    throw e;
                }
            }
        }
    }

    /** What a logout has begun to end, if that is ours; it is revoked and deleted by the logout that finishes it. */
    Optional<StoredSession> loadEnding() {
        Optional<StoredSession> ending = store.loadEnding(id).map(this::read);
        ending.ifPresent(session -> fit.checkOwner(id, session, location()));
        return ending;
    }

    private StoredSession read(Secret document) {
        return format.read(document, location());
    }

    private boolean pause() {
        try {
            time.pause(BETWEEN_LOOKS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * What is stored, if it is ours.
     *
     * @throws AuthEnvironmentException if it is another server's, client's or token endpoint's
     * @throws WrongUserException if it is another account's
     * @throws LoginRequiredException if it was made for other scopes, another audience or other resources
     */
    Optional<StoredSession> load() {
        Optional<StoredSession> stored = loadAny();
        stored.ifPresent(session -> fit.check(id, session, location()));
        return stored;
    }

    /**
     * What is stored, if it is ours, whatever it was made for.
     *
     * @throws AuthEnvironmentException if it is another server's, client's or token endpoint's
     * @throws WrongUserException if it is another account's
     */
    Optional<StoredSession> loadWhateverItIsFor() {
        Optional<StoredSession> stored = loadAny();
        stored.ifPresent(session -> fit.checkOwner(id, session, location()));
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

    /** From here on every reader finds the session logged out. */
    void beginLogout() {
        store.beginLogout(id);
    }

    void delete() {
        store.delete(id);
    }

    Optional<String> setAside() {
        return store.setAside(id);
    }
}
