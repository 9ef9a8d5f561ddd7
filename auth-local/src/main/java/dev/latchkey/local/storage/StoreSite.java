package dev.latchkey.local.storage;

import dev.latchkey.port.KeyNames;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionStore;
import java.util.List;
import java.util.Objects;

/**
 * What a store has to work with.
 *
 * @param documents keeps what the store makes of sessions, in files
 * @param lock the sessions' lock
 * @param keyNames keeps the names of the store's keys
 * @param others where else documents may be that need the same key
 */
public record StoreSite(SessionStore documents, SessionLock lock, KeyNames keyNames, List<SessionStore> others) {
    public StoreSite {
        Objects.requireNonNull(documents, "documents");
        Objects.requireNonNull(lock, "lock");
        Objects.requireNonNull(keyNames, "keyNames");
        others = List.copyOf(others);
    }
}
