package dev.latchkey.local.storage;

import dev.latchkey.port.SessionStore;
import org.jspecify.annotations.Nullable;

/** A store that is created when it is first used, so that its technology is loaded only then. Safe for use by several threads. */
abstract class LazyStore extends ForwardingStore {
    private volatile @Nullable SessionStore made;

    /** Creates the store; called once. */
    abstract SessionStore make();

    @Override
    SessionStore store() {
        SessionStore store = made;
        return store != null ? store : makeOnce();
    }

    private synchronized SessionStore makeOnce() {
        SessionStore store = made;
        if (store == null) {
            store = make();
            made = store;
        }
        return store;
    }
}
