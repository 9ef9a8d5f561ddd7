package dev.latchkey.local.storage;

import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.model.UnfinishedSave;
import dev.latchkey.port.SessionStore;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** A store that is made when it is first used, so that its technology is loaded only then. */
public final class LazyStore implements SessionStore {
    private final Supplier<? extends SessionStore> store;

    /** @param store gives the same store each time */
    public LazyStore(Supplier<? extends SessionStore> store) {
        this.store = Objects.requireNonNull(store, "store");
    }

    @Override
    public Optional<Secret> load(SessionId id) {
        return store.get().load(id);
    }

    @Override
    public PreparedSave prepare(SessionId id) {
        return store.get().prepare(id);
    }

    @Override
    public Optional<UnfinishedSave> interrupted(SessionId id) {
        return store.get().interrupted(id);
    }

    @Override
    public void beginLogout(SessionId id) {
        store.get().beginLogout(id);
    }

    @Override
    public Optional<Secret> loadEnding(SessionId id) {
        return store.get().loadEnding(id);
    }

    @Override
    public void delete(SessionId id) {
        store.get().delete(id);
    }

    @Override
    public Optional<String> setAside(SessionId id) {
        return store.get().setAside(id);
    }

    @Override
    public List<SessionId> list() {
        return store.get().list();
    }

    @Override
    public String location(SessionId id) {
        return store.get().location(id);
    }
}
