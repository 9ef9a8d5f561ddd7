package dev.latchkey.local.storage;

import dev.latchkey.port.SessionStore;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A store that is made when it is first used, so that its technology is loaded only then. Safe for use by several threads. */
final class LazyStore extends ForwardingStore {
    private final Supplier<? extends SessionStore> maker;
    private volatile @Nullable SessionStore made;

    /** @param maker asked once */
    LazyStore(Supplier<? extends SessionStore> maker) {
        this.maker = Objects.requireNonNull(maker, "maker");
    }

    @Override
    SessionStore store() {
        SessionStore store = made;
        return store != null ? store : make();
    }

    private synchronized SessionStore make() {
        SessionStore store = made;
        if (store == null) {
            store = maker.get();
            made = store;
        }
        return store;
    }
}
