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
import dev.latchkey.port.SessionLock.Hold;
import dev.latchkey.port.SessionStore;
import dev.latchkey.port.SessionStore.PreparedSave;
import dev.latchkey.port.TimeSource;
import dev.latchkey.token.SessionDocument;
import dev.latchkey.token.SessionFit;
import dev.latchkey.token.StoredIdentity;
import dev.latchkey.token.StoredSession;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Where one session is in the store, if it is: turns documents into sessions and keeps foreign ones out. Safe for use by several
 * threads.
 */
final class SessionSlot {
    /** Another program may truncate a document before it writes it: what is torn is read so often before it is believed. */
    private static final int LOOKS = 4;

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final SessionFit fit;
    private final SessionId id;
    private final SessionStore store;
    private final SessionDocument format;
    private final TimeSource time;
    private final AtomicReference<@Nullable PreparedSave> left = new AtomicReference<>();

    SessionSlot(OAuthProvider provider, SessionId id, Adapters adapters) {
        this.fit = new SessionFit(provider, adapters.json());
        this.id = Objects.requireNonNull(id, "id");
        this.store = adapters.store();
        this.format = new SessionDocument(adapters.json());
        this.time = adapters.time();
    }

    SessionId id() {
        return id;
    }

    StoredIdentity identity() {
        return fit.identity();
    }

    String location() {
        return store.location(id);
    }

    /** What is stored, whoever's it is. */
    Optional<StoredSession> loadAny() {
        for (int look = 1; ; look++) {
            try {
                Optional<Secret> document = store.load(id);
                return document.isPresent() ? Optional.of(read(document.get())) : Optional.empty();
            } catch (StorageException e) {
                if (e.reason() != Reason.CORRUPT || look == LOOKS || !SavePauses.paused(time, BETWEEN_LOOKS)) {
                    throw e;
                }
            }
        }
    }

    /**
     * What is stored or being logged out, whatever account it belongs to and whatever it was made for.
     *
     * @throws AuthEnvironmentException if it is another server's, client's or token endpoint's
     */
    Optional<StoredSession> loadToDelete() {
        Optional<StoredSession> stored = loadAnyOrEnding();
        stored.ifPresent(session -> fit.checkEnvironment(session, location()));
        return stored;
    }

    /** Whether these tokens may be revoked in this account's name. */
    boolean isRevocable(StoredSession session) {
        try {
            fit.checkRevocable(id, session, location());
            return true;
        } catch (AuthEnvironmentException | WrongUserException e) {
            return false;
        }
    }

    /** What is stored, whoever's it is, else what a logout has begun to end and the next one finishes. */
    Optional<StoredSession> loadAnyOrEnding() {
        return loadAny().or(() -> store.loadEnding(id).map(this::read));
    }

    /**
     * What is stored or being logged out, if it may be revoked.
     *
     * @throws AuthEnvironmentException if it is another server's, client's or token endpoint's, or would be sent elsewhere
     * @throws WrongUserException if it is another account's
     */
    Optional<StoredSession> loadToRevoke() {
        Optional<StoredSession> stored = loadAnyOrEnding();
        stored.ifPresent(session -> fit.checkRevocable(id, session, location()));
        return stored;
    }

    private StoredSession read(Secret document) {
        return format.read(document, location());
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
        if (stored.isPresent()) {
            fit.check(id, stored.get(), location());
        }
        return stored;
    }

    /** Whether a document that could not be read never will be, so that nobody loses anything with it. */
    static boolean isBeyondRepair(StorageException e) {
        return e.reason() == Reason.CORRUPT || e.reason() == Reason.KEY_LOST;
    }

    /** Leaves a prepared save unfinished: the mark is for those who come after this process. */
    void leave(PreparedSave save) {
        left.set(save);
    }

    /**
     * A renewal that another process began and neither saved nor gave up. What this one left, and goes on all the same, is given up
     * first: nobody is to wait for that. The session's lock is held.
     */
    Optional<UnfinishedSave> interrupted() {
        PreparedSave ours = left.getAndSet(null);
        if (ours != null) {
            ours.close();
        }
        return store.interrupted(id);
    }

    PreparedSave prepare(Hold hold) {
        return store.prepare(id, hold);
    }

    /**
     * Whether what is stored now is still what was there before: the same refresh token, or what another process left of it that was
     * refused with it. Who has newer tokens of that session, which could not be stored, has what still works.
     */
    static boolean isStill(StoredSession now, StoredSession before) {
        return before.isRefreshable() && before.refreshToken().equals(now.refreshToken())
                || now.equals(before.withoutRefreshToken());
    }

    Secret document(StoredSession session) {
        return format.write(session);
    }

    /** From here on every reader finds the session logged out. */
    void beginLogout() {
        store.beginLogout(id);
    }

    void delete(Hold hold) {
        store.delete(id, hold);
    }

    Optional<String> setAside(Hold hold) {
        return store.setAside(id, hold);
    }
}
