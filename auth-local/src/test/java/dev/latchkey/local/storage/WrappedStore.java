package dev.latchkey.local.storage;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.model.UnfinishedSave;
import dev.latchkey.port.SessionStore;
import java.util.List;
import java.util.Optional;

/** A store that does the same but in one thing. */
abstract class WrappedStore implements SessionStore {
    private final SessionStore store;

    WrappedStore(SessionStore store) {
        this.store = store;
    }

    /** As a store whose documents cannot be deleted the next so many times, as where {@code chattr +i} was done. */
    static SessionStore undeletable(SessionStore store, int times) {
        return new WrappedStore(store) {
            private int left = times;

            @Override
            public void delete(SessionId id) {
                if (left-- > 0) {
                    throw new StorageException(Reason.NOT_WRITABLE, "here", "It cannot be deleted.", null);
                }
                super.delete(id);
            }
        };
    }

    /** As a store that deletes what it was told to and then says that it failed. */
    static SessionStore deletingAndFailing(SessionStore store) {
        return new WrappedStore(store) {
            @Override
            public void delete(SessionId id) {
                super.delete(id);
                throw new StorageException(Reason.NOT_WRITABLE, "here", "It cannot be deleted.", null);
            }
        };
    }

    @Override
    public Optional<Secret> load(SessionId id) {
        return store.load(id);
    }

    @Override
    public PreparedSave prepare(SessionId id) {
        return store.prepare(id);
    }

    @Override
    public Optional<UnfinishedSave> interrupted(SessionId id) {
        return store.interrupted(id);
    }

    @Override
    public void beginLogout(SessionId id) {
        store.beginLogout(id);
    }

    @Override
    public Optional<Secret> loadEnding(SessionId id) {
        return store.loadEnding(id);
    }

    @Override
    public void delete(SessionId id) {
        store.delete(id);
    }

    @Override
    public Optional<String> setAside(SessionId id) {
        return store.setAside(id);
    }

    @Override
    public List<SessionId> list() {
        return store.list();
    }

    @Override
    public String location(SessionId id) {
        return store.location(id);
    }
}
