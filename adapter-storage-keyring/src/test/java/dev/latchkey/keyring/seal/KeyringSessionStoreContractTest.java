package dev.latchkey.keyring.seal;

import dev.latchkey.keyring.guard.FakeKeyring;
import dev.latchkey.keyring.guard.GuardedKeyring;
import dev.latchkey.model.LockId;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionStore;
import dev.latchkey.testkit.InMemoryKeyNames;
import dev.latchkey.testkit.InMemorySessionLock;
import dev.latchkey.testkit.InMemorySessionStore;
import dev.latchkey.testkit.contract.SessionStoreContract;
import java.time.Duration;

class KeyringSessionStoreContractTest extends SessionStoreContract {
    private final FakeKeyring keyring = new FakeKeyring();
    private final SessionStore beneath = new InMemorySessionStore();
    private final InMemoryKeyNames names = new InMemoryKeyNames();
    private final InMemorySessionLock lock = new InMemorySessionLock();

    @Override
    protected SessionStore open() {
        GuardedKeyring guarded = new GuardedKeyring(keyring, Duration.ofSeconds(60));
        return new KeyringSessionStore(beneath, lock, guarded, names);
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
