package dev.latchkey.local.storage;

import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.model.UnfinishedSave;
import dev.latchkey.port.SessionStore;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A store whose process is killed at a step that a test chose: nothing is done after it, not even in a finally. */
final class MortalStore implements SessionStore {
    private final SessionStore store;
    private final Life life;

    /** How long the process lives; shared by the stores that it uses. Each change counts as two steps: before it and after it. */
    static final class Life {
        private int left;

        Life(int steps) {
            this.left = steps;
        }

        private void step() {
            if (left <= 0) {
                throw new Killed();
            }
            left--;
        }

        boolean isOver() {
            return left <= 0;
        }

        private <T> T spend(Supplier<T> change) {
            step();
            T result = change.get();
            step();
            return result;
        }
    }

    /** The end of the process. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    MortalStore(SessionStore store, Life life) {
        this.store = store;
        this.life = life;
    }

    @Override
    public Optional<Secret> load(SessionId id) {
        return life.spend(() -> store.load(id));
    }

    @Override
    public PreparedSave prepare(SessionId id) {
        PreparedSave save = life.spend(() -> store.prepare(id));
        return new PreparedSave() {
            @Override
            public void commit(Secret document) {
                life.spend(() -> {
                    save.commit(document);
                    return true;
                });
            }

            @Override
            public void close() {
                if (!life.isOver()) {
                    save.close();
                }
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
        life.spend(() -> {
            store.delete(id);
            return true;
        });
    }

    @Override
    public Optional<String> setAside(SessionId id) {
        return life.spend(() -> store.setAside(id));
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
