package dev.latchkey.local.storage;

import dev.latchkey.error.AuthException;
import dev.latchkey.error.LockTimeoutException;
import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.model.LockId;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionLock.Hold;
import dev.latchkey.port.SessionStore;
import dev.latchkey.port.SessionStore.PreparedSave;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Moves sessions from one store to the other: writes the target, reads it back, and only then deletes the source, all under
 * the session's lock. Whoever is stopped in between leaves a session that counts, in one store or in both; the same move done
 * again ends it. Where both stores hold one the sealed one counts, also as the source.
 */
public final class Migration {
    private static final Duration LOCK_LIMIT = Duration.ofSeconds(60);

    private final SessionStore plain;
    private final SessionStore sealed;
    private final ChosenStore.Sealed present;
    private final SessionLock lock;

    /** What came of one session. */
    public enum Outcome {
        /** It is in the store that was asked for, and in no other. */
        MOVED,
        /** It was there before; a copy that did not count is gone from the other store. */
        CLEARED,
        /** It was there before, and nowhere else. */
        ALREADY_THERE,
        /** There is none; another process may have logged out. */
        GONE
    }

    /**
     * @param plain keeps documents as they are
     * @param sealed keeps them sealed
     * @param present where sealed documents are
     * @param lock the sessions' lock
     */
    Migration(SessionStore plain, SessionStore sealed, ChosenStore.Sealed present, SessionLock lock) {
        this.plain = Objects.requireNonNull(plain, "plain");
        this.sealed = Objects.requireNonNull(sealed, "sealed");
        this.present = Objects.requireNonNull(present, "present");
        this.lock = Objects.requireNonNull(lock, "lock");
    }

    /** Whether the keyring is needed to move it there. */
    public boolean needsKeyring(SessionId id, StoreKind target) {
        return target == StoreKind.KEYRING || present.isPresent(id);
    }

    /**
     * Moves one session.
     *
     * @throws StorageException if that failed; the session is still there, and the same may be tried again
     * @throws dev.latchkey.error.LockTimeoutException if another process held its lock for too long
     */
    public Outcome move(SessionId id, StoreKind target) {
        try (Hold hold = lock.acquire(LockId.session(id), LOCK_LIMIT)) {
            return target == StoreKind.KEYRING ? seal(id, hold) : unseal(id, hold);
        }
    }

    /**
     * Deletes the key if a move to files was stopped after it had deleted the last sealed session; nothing else. A key that
     * cannot be deleted now stays, and harms nobody; nor does what keeps this from being tried.
     *
     * @param id any session that was moved
     */
    public void tidy(SessionId id) {
        try (Hold hold = lock.acquire(LockId.session(id), LOCK_LIMIT)) {
            if (!present.isPresent(id)) {
                sealed.delete(id, hold);
            }
        } catch (StorageException | LockTimeoutException e) {
            // The sessions are where they were asked to be.
        }
    }

    /** Where the session is, in the store of that kind. */
    public String location(SessionId id, StoreKind kind) {
        return (kind == StoreKind.KEYRING ? sealed : plain).location(id);
    }

    private Outcome seal(SessionId id, Hold hold) {
        if (present.isPresent(id)) {
            return keepSealed(id, hold);
        }
        Optional<Secret> document = plain.load(id);
        if (document.isEmpty()) {
            return Outcome.GONE;
        }
        copy(id, hold, document.get(), sealed);
        deleteSource(id, hold, plain, sealed, () -> Presence.in(plain, id));
        return Outcome.MOVED;
    }

    /** Sealed already, perhaps by a move that was stopped. What it replaced goes only once the sealed one was seen to open. */
    private Outcome keepSealed(SessionId id, Hold hold) {
        if (sealed.load(id).isEmpty()) {
            return Outcome.GONE;
        }
        boolean both = Presence.in(plain, id) != Presence.ABSENT;
        try {
            plain.delete(id, hold);
        } catch (AuthException e) {
            if (Presence.in(plain, id) != Presence.ABSENT) {
                throw failure(
                        plain,
                        id,
                        e,
                        "The session is in " + sealed.location(id) + " already, and counts; this copy does not.");
            }
        }
        return both ? Outcome.CLEARED : Outcome.ALREADY_THERE;
    }

    private Outcome unseal(SessionId id, Hold hold) {
        if (!present.isPresent(id)) {
            return plain.load(id).isPresent() ? Outcome.ALREADY_THERE : Outcome.GONE;
        }
        Optional<Secret> document = sealed.load(id);
        if (document.isEmpty()) {
            return Outcome.GONE;
        }
        copy(id, hold, document.get(), plain);
        deleteSource(id, hold, sealed, plain, () -> Presence.of(() -> present.isPresent(id)));
        return Outcome.MOVED;
    }

    /** Where the source cannot be deleted, the copy of it goes again: what is told as not moved is where it was. */
    private static void deleteSource(
            SessionId id, Hold hold, SessionStore source, SessionStore target, Supplier<Presence> look) {
        try {
            source.delete(id, hold);
        } catch (AuthException e) {
            Presence left = look.get();
            if (left == Presence.UNKNOWN) {
                throw failure(source, id, e, "The same session is in " + target.location(id) + " too; try again.");
            }
            if (left == Presence.PRESENT) {
                boolean alone = takeBack(id, hold, target, e);
                throw failure(
                        source,
                        id,
                        e,
                        alone
                                ? "It stays there, and nowhere else."
                                : "The same session is in " + target.location(id)
                                        + " too, and the sealed one of both counts; try again.");
            }
        }
    }

    private static StorageException failure(SessionStore store, SessionId id, AuthException why, String whatIsThere) {
        Reason reason = why instanceof StorageException storage ? storage.reason() : Reason.NOT_WRITABLE;
        return new StorageException(reason, store.location(id), why.getMessage() + " " + whatIsThere, why);
    }

    private static void copy(SessionId id, Hold hold, Secret document, SessionStore target) {
        try (PreparedSave save = target.prepare(id, hold)) {
            save.commit(document);
        }
        try {
            if (!target.load(id).equals(Optional.of(document))) {
                throw new StorageException(
                        Reason.NOT_WRITABLE,
                        target.location(id),
                        "The session was written to " + target.location(id)
                                + ", but something else is there. It stays where it was; try again.",
                        null);
            }
        } catch (AuthException e) {
            takeBack(id, hold, target, e);
            throw e;
        }
    }

    /** A sealed session that cannot be read must not hide the plain one, which is whole. */
    private static boolean takeBack(SessionId id, Hold hold, SessionStore target, AuthException why) {
        try {
            target.delete(id, hold);
            return true;
        } catch (AuthException e) {
            why.addSuppressed(e);
            return false;
        }
    }
}
