package dev.latchkey.local.storage;

import dev.latchkey.error.StorageException;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.model.UnfinishedSave;
import dev.latchkey.port.SessionLock.Hold;
import dev.latchkey.port.SessionStore;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Delegates all methods to another store. */
abstract class ForwardingStore implements SessionStore {
    /** The other store. */
    abstract SessionStore store();

    @Override
    public Optional<Secret> load(SessionId id) {
        return store().load(id);
    }

    @Override
    public PreparedSave prepare(SessionId id, Hold hold) {
        return store().prepare(id, hold);
    }

    @Override
    public Optional<UnfinishedSave> interrupted(SessionId id) {
        return store().interrupted(id);
    }

    @Override
    public void beginLogout(SessionId id, Hold hold) {
        store().beginLogout(id, hold);
    }

    @Override
    public Optional<Secret> loadEnding(SessionId id) {
        return store().loadEnding(id);
    }

    @Override
    public void delete(SessionId id, Hold hold) {
        store().delete(id, hold);
    }

    @Override
    public Optional<String> setAside(SessionId id, Hold hold) {
        return store().setAside(id, hold);
    }

    @Override
    public List<String> providers() {
        return store().providers();
    }

    @Override
    public List<SessionId> list(String provider, String afterAccount, int limit) {
        return store().list(provider, afterAccount, limit);
    }

    @Override
    public List<SessionId> list(Consumer<? super StorageException> unreadable) {
        return store().list(unreadable);
    }

    @Override
    public String location(SessionId id) {
        return store().location(id);
    }

    @Override
    public Watch watch(Consumer<Optional<SessionId>> changed) {
        return store().watch(changed);
    }

    /** A store that is created when it is first used, so that its technology is loaded only then. Safe for use by several threads. */
    abstract static class LazyStore extends ForwardingStore {
        private volatile @Nullable SessionStore made;

        /** Creates the store; called once. */
        abstract SessionStore make();

        @Override
        SessionStore store() {
            if (made == null) {
                synchronized (this) {
                    if (made == null) {
                        made = make();
                    }
                }
            }
            return made;
        }
    }
}
