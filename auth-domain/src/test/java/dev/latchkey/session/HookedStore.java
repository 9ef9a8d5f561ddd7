package dev.latchkey.session;

import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.model.UnfinishedSave;
import dev.latchkey.port.SessionStore;
import java.util.List;
import java.util.Optional;

/** A store that lets a test in, just before a document is read or replaced. */
final class HookedStore implements SessionStore {
    private final SessionStore store;
    private volatile Runnable beforeCommit = () -> {};
    private volatile Runnable beforeLoad = () -> {};
    private volatile Runnable beforeLocation = () -> {};

    HookedStore(SessionStore store) {
        this.store = store;
    }

    void beforeCommit(Runnable hook) {
        beforeCommit = hook;
    }

    void beforeLoad(Runnable hook) {
        beforeLoad = hook;
    }

    void beforeLocation(Runnable hook) {
        beforeLocation = hook;
    }

    @Override
    public Optional<Secret> load(SessionId id) {
        beforeLoad.run();
        return store.load(id);
    }

    @Override
    public PreparedSave prepare(SessionId id) {
        PreparedSave prepared = store.prepare(id);
        return new PreparedSave() {
            @Override
            public void commit(Secret document) {
                beforeCommit.run();
                prepared.commit(document);
            }

            @Override
            public void close() {
                prepared.close();
            }
        };
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
        beforeLocation.run();
        return store.location(id);
    }
}
