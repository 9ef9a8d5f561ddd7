package com.example.store;

import dev.latchkey.model.LockId;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionStore;
import dev.latchkey.testkit.InMemorySessionLock;
import dev.latchkey.testkit.contract.SessionStoreContract;

/** Runs the contract tests of a store. */
class MapStoreTest extends SessionStoreContract {
    private final MapStore store = new MapStore();
    private final InMemorySessionLock lock = new InMemorySessionLock();

    @Override
    protected SessionStore open() {
        return store;
    }

    @Override
    protected SessionLock lock() {
        return lock;
    }

    @Override
    protected void loseLock(SessionId id) {
        lock.lose(LockId.session(id));
    }
}
