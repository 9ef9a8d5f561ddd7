package dev.latchkey.session;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.model.Secret;
import dev.latchkey.port.SessionStore.PreparedSave;
import dev.latchkey.token.StoredSession;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The save of what a refresh brings: over exactly the refresh token that was sent, and over nothing else. Its place is made before
 * the refresh, and it can be tried again until it is decided; the session's lock is held meanwhile. Used by one thread.
 */
final class RotationSave implements AutoCloseable {
    private final SessionFile file;
    private final HeldLock lock;
    private @Nullable PreparedSave place;

    /** How a try ended. */
    enum Kind {
        /** The session is stored, durably. */
        SAVED,
        /** Another program stored another session meanwhile; it stays. */
        SUPERSEDED,
        /** Logged out meanwhile: the session must not come back. */
        REMOVED,
        /** The store could not be read or written: to be tried again. */
        FAILED
    }

    /** @param failure why it failed; null for all but {@link Kind#FAILED} */
    record Outcome(Kind kind, @Nullable StorageException failure) {
        static Outcome of(Kind kind) {
            return new Outcome(kind, null);
        }
    }

    RotationSave(SessionFile file, HeldLock lock) {
        this.file = file;
        this.lock = lock;
    }

    /**
     * Makes the place: what can fail of a save fails here.
     *
     * @throws StorageException if nothing could be stored
     */
    void prepare() {
        PreparedSave former = place;
        place = file.prepare(); // Before the former is given up: those who come by would take that for the end of it.
        if (former != null) {
            former.close();
        }
    }

    /** Whether the place is made. */
    boolean isPrepared() {
        return place != null;
    }

    /**
     * Compares and saves. Programs that do not lock, such as the Python client, may have logged out or in since the server was
     * asked.
     *
     * @param replaced the refresh token that the store holds until then
     */
    Outcome attempt(StoredSession session, Secret replaced) {
        try {
            PreparedSave prepared = place();
            Optional<StoredSession> stored = file.loadAny();
            if (stored.isEmpty()) {
                return Outcome.of(Kind.REMOVED);
            }
            if (!Objects.equals(replaced, stored.get().refreshToken())) {
                return Outcome.of(Kind.SUPERSEDED);
            }
            prepared.commit(file.document(session));
            place = null;
            return Outcome.of(Kind.SAVED);
        } catch (StorageException e) {
            return new Outcome(Kind.FAILED, e);
        } catch (RuntimeException | Error e) {
            // Whatever it is, the tokens are nowhere else. What it says may be a secret.
            String message = "The session at " + file.location() + " could not be saved: "
                    + e.getClass().getName() + ".";
            return new Outcome(Kind.FAILED, new StorageException(Reason.NOT_WRITABLE, file.location(), message, e));
        }
    }

    /**
     * A lock that was lost is taken again, with a new place. Where another process has it by now, this goes on without it:
     * nothing is replaced but the token that is used up, and that process finds the new one when it looks again.
     */
    private PreparedSave place() {
        if (lock.isLost() && lock.takeAgain()) {
            giveUp();
        }
        PreparedSave prepared = place;
        if (prepared == null) {
            prepared = file.prepare();
            place = prepared;
        }
        return prepared;
    }

    /** Gives the place up; what is stored stays as it is. The next try makes one again. */
    void giveUp() {
        PreparedSave prepared = place;
        place = null;
        if (prepared != null) {
            prepared.close();
        }
    }

    /** Leaves the mark of an unfinished save behind, for those who come after this process. */
    void leaveMark() {
        PreparedSave prepared = place;
        place = null;
        if (prepared != null) {
            file.leave(prepared);
        }
    }

    @Override
    public void close() {
        giveUp();
    }
}
