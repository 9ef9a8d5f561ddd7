package dev.latchkey.local.storage;

import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * What a store has to work with.
 *
 * @param documents keeps what the store makes of sessions, in files
 * @param lock the sessions' lock
 * @param keyNameFile the file with the name of the store's key
 * @param roots the folders in which the documents are
 * @param others where else documents may be that need the same key
 */
public record StoreSite(
        SessionStore documents, SessionLock lock, Path keyNameFile, List<Path> roots, List<SessionStore> others) {
    public StoreSite {
        Objects.requireNonNull(documents, "documents");
        Objects.requireNonNull(lock, "lock");
        Objects.requireNonNull(keyNameFile, "keyNameFile");
        roots = List.copyOf(roots);
        others = List.copyOf(others);
    }
}
