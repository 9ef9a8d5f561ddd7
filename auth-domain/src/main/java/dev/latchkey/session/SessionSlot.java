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
import dev.latchkey.token.SessionCheck;
import dev.latchkey.token.SessionDocument;
import dev.latchkey.token.StoredSession;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One session's place in the store: converts documents to sessions and rejects foreign ones. Safe for use by several threads. */
final class SessionSlot {
    /** Another program may truncate a document before writing it, so a corrupt one is read this many times before it is reported. */
    private static final int LOOKS = 4;

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final SessionCheck rules;
    private final SessionId id;
    private final SessionStore store;
    private final SessionDocument format;
    private final TimeSource time;
    private final AtomicReference<@Nullable PreparedSave> left = new AtomicReference<>();

    SessionSlot(OAuthProvider provider, SessionId id, Adapters adapters) {
        this.rules = new SessionCheck(provider, adapters.json());
        this.id = Objects.requireNonNull(id, "id");
        this.store = adapters.store();
        this.format = new SessionDocument(adapters.json());
        this.time = adapters.time();
    }

    SessionId id() {
        return id;
    }

    SessionCheck rules() {
        return rules;
    }

    String location() {
        return store.location(id);
    }

    /** The stored session, of any account. */
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
     * The session that is stored or being logged out, of any account and for any request.
     *
     * @throws AuthEnvironmentException if it is another server's, client's or token endpoint's
     */
    Optional<StoredSession> loadToDelete() {
        Optional<StoredSession> stored = loadAnyOrEnding();
        stored.ifPresent(session -> rules.checkEnvironment(session, location()));
        return stored;
    }

    /** Whether these tokens may be revoked on behalf of this account. */
    boolean isRevocable(StoredSession session) {
        try {
            rules.checkRevocable(id, session, location());
            return true;
        } catch (AuthEnvironmentException | WrongUserException e) {
            return false;
        }
    }

    /** The stored session, of any account, else the one whose logout has begun and must be completed. */
    Optional<StoredSession> loadAnyOrEnding() {
        return loadAny().or(() -> store.loadEnding(id).map(this::read));
    }

    /**
     * The session that is stored or being logged out, if it may be revoked.
     *
     * @throws AuthEnvironmentException if it is another server's, client's or token endpoint's, or would be sent elsewhere
     * @throws WrongUserException if it is another account's
     */
    Optional<StoredSession> loadToRevoke() {
        Optional<StoredSession> stored = loadAnyOrEnding();
        stored.ifPresent(session -> rules.checkRevocable(id, session, location()));
        return stored;
    }

    private StoredSession read(Secret document) {
        return format.read(document, location());
    }

    /**
     * The stored session, if it is the right one.
     *
     * @throws AuthEnvironmentException if it is another server's, client's or token endpoint's
     * @throws WrongUserException if it is another account's
     * @throws LoginRequiredException if it was created for other scopes, another audience or other resources
     */
    Optional<StoredSession> load() {
        Optional<StoredSession> stored = loadAny();
        if (stored.isPresent()) {
            rules.check(id, stored.get(), location());
        }
        return stored;
    }

    /** Whether an unreadable document can never become readable, so that nothing is lost with it. */
    static boolean isBeyondRepair(StorageException e) {
        return e.reason() == Reason.CORRUPT || e.reason() == Reason.KEY_LOST;
    }

    /** Leaves a prepared save unfinished, as a mark for processes that come later. */
    void leave(PreparedSave save) {
        left.set(save);
    }

    /**
     * A renewal that another process began and neither saved nor discarded. An unfinished save of this process, which continues anyway, is
     * discarded first, so that no process waits for it. The session's lock must be held.
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

    /** Whether this session is still stored. */
    boolean isStored(StoredSession before) {
        return load().filter(now -> isStill(now, before)).isPresent();
    }

    /**
     * Whether the stored session is still the previous one: it has the same refresh token, or another process removed the token after it
     * was refused. A process with newer, unsaved tokens of that session has the ones that still work.
     */
    static boolean isStill(StoredSession now, StoredSession before) {
        return before.isRefreshable() && before.refreshToken().equals(now.refreshToken())
                || !now.isRefreshable()
                        && now.accessToken().equals(before.accessToken())
                        && now.loggedInAt().equals(before.loggedInAt());
    }

    Secret document(StoredSession session) {
        return format.write(session);
    }

    /** From now on, all readers see the session as logged out. */
    void beginLogout(Hold hold) {
        store.beginLogout(id, hold);
    }

    void delete(Hold hold) {
        store.delete(id, hold);
    }

    Optional<String> setAside(Hold hold) {
        return store.setAside(id, hold);
    }
}
