package dev.latchkey.keyring.seal;

import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.Mockito.mock;

import dev.latchkey.keyring.KeyringBackend;
import dev.latchkey.keyring.guard.FakeKeyring;
import dev.latchkey.keyring.guard.GuardedKeyring;
import dev.latchkey.model.LockId;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionStore.PreparedSave;
import dev.latchkey.testkit.InMemoryKeyNames;
import dev.latchkey.testkit.InMemorySessionLock;
import dev.latchkey.testkit.InMemorySessionStore;
import java.time.Duration;
import java.util.List;

/** An installation of Latchkey with a keyring, for simulating any number of processes. */
final class Installation {
    static final SessionId ALICE = new SessionId("example", "alice");
    static final SessionId BOB = new SessionId("example", "bob");

    final FakeKeyring keyring = new FakeKeyring();
    final InMemorySessionStore beneath = new InMemorySessionStore();
    final InMemorySessionLock lock = new InMemorySessionLock();
    final InMemoryKeyNames register = new InMemoryKeyNames();

    /** The store of a new process, which has not seen a key yet. */
    KeyringSessionStore process() {
        return process(keyring);
    }

    KeyringSessionStore process(KeyringBackend backend) {
        return new KeyringSessionStore(beneath, lock, new GuardedKeyring(backend, Duration.ofSeconds(60)), register);
    }

    /** A mock keyring that delegates to {@link #keyring} until a test stubs it. */
    KeyringBackend mockKeyring() {
        return mock(KeyringBackend.class, delegatesTo(keyring));
    }

    /** Saves under the session's lock, as every caller must. */
    void save(KeyringSessionStore store, SessionId id, String document) {
        try (SessionLock.Hold hold = lock.acquire(LockId.session(id), Duration.ofSeconds(60));
                PreparedSave save = store.prepare(id, hold)) {
            save.commit(Secret.of(document));
        }
    }

    String load(SessionId id) {
        return process().load(id).orElseThrow().reveal();
    }

    /** The name of the key that a stored document was sealed with. */
    String keyNameOf(SessionId id) {
        return beneath.document(id).orElseThrow().split(":")[2];
    }

    List<String> names() {
        return register.read().names();
    }
}
