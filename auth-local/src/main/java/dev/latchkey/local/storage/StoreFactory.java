package dev.latchkey.local.storage;

import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionStore;
import java.util.Optional;

/** Makes a store beside the plain files, such as one that seals them with a key in the keyring. Safe for use by several threads. */
@FunctionalInterface
public interface StoreFactory {
    /** The store; called once, when it is first needed. It need not be there, or unlocked, until it is used. */
    SessionStore open(StoreSite site);

    /**
     * The lock that its sessions need where the store is shared by those who do not share the files; empty if that of the files is
     * enough. Asked for whenever a session is locked; only that of a database counts.
     */
    default Optional<SessionLock> lock() {
        return Optional.empty();
    }

    /** Looks whether it can be used, without asking a person for anything; one that cannot tell counts as ready. */
    default StoreCheck look() {
        return StoreCheck.ready();
    }

    /** Looks, and if it is ready writes an entry of no meaning, reads it and deletes it; one that fails only then is unusable. */
    default StoreCheck tryOut() {
        return look();
    }
}
