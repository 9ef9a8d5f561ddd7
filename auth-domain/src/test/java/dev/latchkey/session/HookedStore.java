package dev.latchkey.session;

import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.model.UnfinishedSave;
import dev.latchkey.model.UnfinishedSave.ProcessState;
import dev.latchkey.port.SessionStore;
import dev.latchkey.testkit.FakeTimeSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A store that lets a test in, just before a document is read or replaced, and may tell who saves, as files do. */
final class HookedStore implements SessionStore {
    private final SessionStore store;
    private volatile Runnable beforeCommit = () -> {};
    private volatile Runnable beforeLoad = () -> {};
    private volatile Runnable beforeLocation = () -> {};
    private volatile @Nullable FakeTimeSource time;
    private volatile @Nullable Instant prepared;

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

    /** From here on a save that was prepared here and is not finished is told to be this process's. */
    void tellWhoSaves(FakeTimeSource clock) {
        time = clock;
    }

    @Override
    public Optional<Secret> load(SessionId id) {
        beforeLoad.run();
        return store.load(id);
    }

    @Override
    public PreparedSave prepare(SessionId id) {
        PreparedSave save = store.prepare(id);
        FakeTimeSource clock = time;
        prepared = clock == null ? null : clock.now();
        return new PreparedSave() {
            @Override
            public void commit(Secret document) {
                beforeCommit.run();
                save.commit(document);
            }

            @Override
            public void close() {
                save.close();
            }
        };
    }

    @Override
    public Optional<UnfinishedSave> interrupted(SessionId id) {
        Instant since = prepared;
        return store.interrupted(id)
                .map(save -> since != null && save.equals(UnfinishedSave.unknown())
                        ? new UnfinishedSave("process 1", since, ProcessState.RUNNING)
                        : save);
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
