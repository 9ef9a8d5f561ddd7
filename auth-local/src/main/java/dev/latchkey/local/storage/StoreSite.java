package dev.latchkey.local.storage;

import dev.latchkey.port.KeyNames;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionStore;
import java.util.List;
import java.util.Objects;

/**
 * What a store is given to work with.
 *
 * @param documents stores its documents in files
 * @param lock the sessions' lock
 * @param keyNames stores the names of its keys
 * @param others other places that may contain documents sealed with the same key
 */
public record StoreSite(SessionStore documents, SessionLock lock, KeyNames keyNames, List<SessionStore> others) {
    public StoreSite {
        Objects.requireNonNull(documents, "documents");
        Objects.requireNonNull(lock, "lock");
        Objects.requireNonNull(keyNames, "keyNames");
        others = List.copyOf(others);
    }
}
