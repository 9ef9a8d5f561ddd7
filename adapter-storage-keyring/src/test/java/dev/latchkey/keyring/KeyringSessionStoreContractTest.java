package dev.latchkey.keyring;

import dev.latchkey.port.SessionStore;
import dev.latchkey.testkit.InMemorySessionLock;
import dev.latchkey.testkit.InMemorySessionStore;
import dev.latchkey.testkit.contract.SessionStoreContract;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;

class KeyringSessionStoreContractTest extends SessionStoreContract {
    @TempDir
    Path home;

    private final FakeKeyring keyring = new FakeKeyring();
    private final SessionStore beneath = new InMemorySessionStore();
    private final InMemorySessionLock lock = new InMemorySessionLock();

    @Override
    protected SessionStore open() {
        GuardedKeyring guarded = new GuardedKeyring(keyring, Duration.ofSeconds(60));
        return new KeyringSessionStore(beneath, lock, guarded, home.resolve("keyring-key"));
    }
}
