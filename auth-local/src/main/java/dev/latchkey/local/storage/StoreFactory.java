package dev.latchkey.local.storage;

import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionStore;
import java.util.Optional;

/** Creates a store in addition to plain files, such as one that seals them with a key in the keyring. Safe for use by several threads. */
@FunctionalInterface
public interface StoreFactory {
    /** Creates the store. Called once, when it is first needed. The store need not exist or be unlocked until it is used. */
    SessionStore open(StoreSite site);

    /**
     * The lock that its sessions need if the store is shared by hosts that do not share the files; empty if the files' lock is enough.
     * Called whenever a session is locked. Only a database's lock is used.
     */
    default Optional<SessionLock> lock() {
        return Optional.empty();
    }

    /** Checks whether it can be used, without prompting anyone. A store that cannot tell counts as ready. */
    default StoreCheck look() {
        return StoreCheck.ready();
    }

    /**
     * Checks the store, and if it is ready, writes a dummy entry, reads it and deletes it. If one of these fails, the store is unusable.
     */
    default StoreCheck tryOut() {
        return look();
    }
}
