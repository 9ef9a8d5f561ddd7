package dev.latchkey.local.storage;

import dev.latchkey.error.AuthException;
import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.local.storage.ChosenStore.Presence;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionLock.Hold;
import dev.latchkey.port.SessionStore;
import dev.latchkey.port.SessionStore.PreparedSave;
import org.jspecify.annotations.Nullable;

/**
 * A save after which the document is in one store only. If the other store's copy cannot be deleted, the save is undone: the caller is told
 * that it failed and revokes the new tokens, so the previous session must be the valid one. A process that is killed in between leaves both
 * copies; the upper one takes precedence and works.
 */
abstract class MovingSave implements PreparedSave {
    final ChosenStore stores;
    final SessionId id;
    final Hold hold;
    private final SessionStore target;
    private @Nullable PreparedSave save;

    private MovingSave(ChosenStore stores, SessionId id, Hold hold, SessionStore target) {
        this.stores = stores;
        this.id = id;
        this.hold = hold;
        this.target = target;
        this.save = target.prepare(id, hold);
    }

    /** Commits to the target. Prepares a new save there if the previous one was undone. */
    final void commitToTarget(Secret document) {
        PreparedSave prepared = save == null ? target.prepare(id, hold) : save;
        save = prepared;
        prepared.commit(document);
    }

    /** Undoes the commit; returns whether the document is known to be gone. */
    final boolean takeBack(AuthException why) {
        close();
        save = null;
        return takeBack(target, id, hold, why);
    }

    /** Deletes what was written to the target; returns whether it is known to be gone. */
    static boolean takeBack(SessionStore target, SessionId id, Hold hold, AuthException why) {
        try {
            target.delete(id, hold);
            return true;
        } catch (AuthException e) {
            why.addSuppressed(e);
            return false;
        }
    }

    @Override
    public final void close() {
        if (save != null) {
            save.close();
        }
    }

    final boolean isAbove() {
        return Presence.of(() -> stores.present.isPresent(id)) != Presence.ABSENT;
    }

    /** The failure of a move, and what is where in spite of it. */
    static StorageException notMoved(AuthException why, String location, String whatIsThere) {
        Reason reason = why instanceof StorageException storage ? storage.reason() : Reason.NOT_WRITABLE;
        return new StorageException(reason, location, why.getMessage() + " " + whatIsThere, why);
    }

    /** A save in the upper store. Warns if an obsolete copy could not be deleted. */
    static final class Raising extends MovingSave {
        Raising(ChosenStore stores, SessionId id, Hold hold) {
            super(stores, id, hold, stores.upper);
        }

        @Override
        public void commit(Secret document) {
            if (stores.present.isPresent(id)) {
                // The lower copy is obsolete. If it cannot be deleted, nothing is saved, and the upper one stays.
                stores.lower.delete(id, hold);
                commitToTarget(document);
            } else {
                raise(document);
                deleteLower();
            }
        }

        /** A document whose commit was reported as failed must not hide the lower one, even if it exists. */
        private void raise(Secret document) {
            try {
                commitToTarget(document);
            } catch (AuthException e) {
                if (isAbove()) {
                    takeBack(e);
                }
                throw e;
            }
        }

        private void deleteLower() {
            try {
                stores.lower.delete(id, hold);
            } catch (AuthException e) {
                Presence left = Presence.in(stores.lower, id);
                if (left == Presence.PRESENT && (takeBack(e) || !isAbove())) {
                    throw notMoved(e, stores.lower.location(id), "It is as it was, and nothing was written elsewhere.");
                }
                // The upper one exists and takes precedence. If this were reported as a failure, its tokens would be
                // revoked.
                if (left != Presence.ABSENT) {
                    stores.warnings.accept("The session is stored at " + stores.upper.location(id)
                            + " and counts, but another copy may be at " + stores.lower.location(id) + ": "
                            + e.getMessage());
                }
            }
        }
    }

    /** A save in the lower store. */
    static final class Lowering extends MovingSave {
        Lowering(ChosenStore stores, SessionId id, Hold hold) {
            super(stores, id, hold, stores.lower);
        }

        @Override
        public void commit(Secret document) {
            boolean wasAbove = stores.present.isPresent(id);
            commitToTarget(document);
            if (wasAbove) {
                deleteUpper();
            }
        }

        private void deleteUpper() {
            try {
                stores.upper.delete(id, hold);
            } catch (AuthException e) {
                if (isAbove()) {
                    String lowerCopy = takeBack(e)
                            ? "It still counts, and nothing was written elsewhere."
                            : "It still counts; a copy of the new session, which does not, may be at "
                                    + stores.lower.location(id) + ".";
                    throw notMoved(e, stores.upper.location(id), lowerCopy);
                }
            }
        }
    }
}
