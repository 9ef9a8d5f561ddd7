package com.example.store;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.model.UnfinishedSave;
import dev.latchkey.model.UnfinishedSave.ProcessState;
import dev.latchkey.port.SessionLock.Hold;
import dev.latchkey.port.SessionStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Stores sessions in a map; they are lost when the process exits. Your store might use a table. It must compare before it replaces. */
public final class MapStore implements SessionStore {
    /** A document, and whether its logout has begun. */
    private record Entry(Secret document, boolean ending) {}

    private final Map<String, TreeMap<String, Entry>> providers = new TreeMap<>();
    private final Map<SessionId, Save> saves = new HashMap<>();
    private int aside;

    private TreeMap<String, Entry> accounts(SessionId id) {
        return providers.computeIfAbsent(id.provider(), provider -> new TreeMap<>());
    }

    private Optional<Entry> entry(SessionId id) {
        return Optional.ofNullable(accounts(id).get(id.account()));
    }

    @Override
    public synchronized Optional<Secret> load(SessionId id) {
        return entry(id).filter(entry -> !entry.ending()).map(Entry::document);
    }

    @Override
    public synchronized Optional<Secret> loadEnding(SessionId id) {
        return entry(id).filter(Entry::ending).map(Entry::document);
    }

    @Override
    public synchronized void beginLogout(SessionId id, Hold hold) {
        hold.requireSession(id);
        hold.check();
        entry(id).ifPresent(entry -> accounts(id).put(id.account(), new Entry(entry.document(), true)));
    }

    @Override
    public synchronized PreparedSave prepare(SessionId id, Hold hold) {
        hold.requireSession(id);
        Save save = new Save(id, entry(id));
        saves.put(id, save);
        return save;
    }

    @Override
    public synchronized Optional<UnfinishedSave> interrupted(SessionId id) {
        String process = "process " + ProcessHandle.current().pid();
        return Optional.ofNullable(saves.get(id))
                .map(save -> new UnfinishedSave(process, save.since, ProcessState.RUNNING));
    }

    @Override
    public synchronized void delete(SessionId id, Hold hold) {
        hold.requireSession(id);
        hold.check();
        accounts(id).remove(id.account());
        saves.remove(id);
    }

    @Override
    public synchronized Optional<String> setAside(SessionId id, Hold hold) {
        hold.requireSession(id);
        hold.check();
        // Everything in a map can be read, so a document that is set aside will not be needed again.
        return Optional.ofNullable(accounts(id).remove(id.account())).map(entry -> "set aside as number " + ++aside);
    }

    @Override
    public synchronized List<String> providers() {
        return providers.entrySet().stream()
                .filter(provider -> !provider.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public synchronized List<SessionId> list(String provider, String afterAccount, int limit) {
        return providers.getOrDefault(provider, new TreeMap<>()).tailMap(afterAccount, false).keySet().stream()
                .limit(limit)
                .map(account -> new SessionId(provider, account))
                .toList();
    }

    @Override
    public String location(SessionId id) {
        return "this program's memory, " + id;
    }

    private synchronized void commit(Save save, Secret document) {
        if (!save.open) {
            throw new IllegalStateException("This save was committed or closed already");
        }
        if (!entry(save.id).equals(save.replaces)) {
            String where = location(save.id);
            throw new StorageException(Reason.STALE, where, where + " changed after its save was prepared.", null);
        }
        accounts(save.id).put(save.id.account(), new Entry(document, false));
        close(save);
    }

    private synchronized void close(Save save) {
        save.open = false;
        saves.remove(save.id, save);
    }

    private final class Save implements PreparedSave {
        private final SessionId id;
        private final Optional<Entry> replaces;
        private final Instant since = Instant.now();
        private boolean open = true;

        Save(SessionId id, Optional<Entry> replaces) {
            this.id = id;
            this.replaces = replaces;
        }

        @Override
        public void commit(Secret document) {
            MapStore.this.commit(this, document);
        }

        @Override
        public void close() {
            MapStore.this.close(this);
        }
    }
}
