package dev.latchkey.local.storage;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionLock.Hold;
import dev.latchkey.port.SessionStore;
import java.util.Objects;
import java.util.Optional;

/** A database that is shared by several hosts, for holders of a {@link SharedLock}. Safe for use by several threads. */
final class SharedStore extends ForwardingStore implements ChosenStore.Upper {
    private final SessionStore database;

    SharedStore(SessionStore database) {
        this.database = Objects.requireNonNull(database, "database");
    }

    @Override
    public SessionStore store() {
        return database;
    }

    /**
     * Opens the document. A corrupt one, or one whose key is lost, is present. Any other failure is passed on, for example that this host
     * does not have the key: other hosts may be using the session, so it is neither considered absent nor replaced.
     *
     * @throws StorageException if the document cannot be read here
     */
    @Override
    public boolean isPresent(SessionId id) {
        try {
            return database.load(id).isPresent() || database.loadEnding(id).isPresent();
        } catch (StorageException e) {
            if (e.reason() == Reason.CORRUPT || e.reason() == Reason.KEY_LOST) {
                return true;
            }
            throw e;
        }
    }

    @Override
    public PreparedSave prepare(SessionId id, Hold hold) {
        return database.prepare(id, SharedLock.shared(hold));
    }

    @Override
    public void delete(SessionId id, Hold hold) {
        database.delete(id, SharedLock.shared(hold));
    }

    @Override
    public Optional<String> setAside(SessionId id, Hold hold) {
        return database.setAside(id, SharedLock.shared(hold));
    }
}
