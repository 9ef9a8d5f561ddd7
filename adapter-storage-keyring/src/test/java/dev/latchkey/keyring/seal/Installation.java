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

/** One installation of Latchkey with a keyring, on which any number of processes may be played. */
final class Installation {
    static final SessionId ALICE = new SessionId("example", "alice");
    static final SessionId BOB = new SessionId("example", "bob");

    final FakeKeyring keyring = new FakeKeyring();
    final InMemorySessionStore beneath = new InMemorySessionStore();
    final InMemorySessionLock lock = new InMemorySessionLock();
    final InMemoryKeyNames register = new InMemoryKeyNames();

    /** A store as another process has it, that has seen no key yet. */
    KeyringSessionStore process() {
        return process(keyring);
    }

    KeyringSessionStore process(KeyringBackend backend) {
        return new KeyringSessionStore(beneath, lock, new GuardedKeyring(backend, Duration.ofSeconds(60)), register);
    }

    /** A keyring that does what {@link #keyring} does until a test stubs it. */
    KeyringBackend mockKeyring() {
        return mock(KeyringBackend.class, delegatesTo(keyring));
    }

    /** Saves under the session's lock, as everybody must. */
    void save(KeyringSessionStore store, SessionId id, String document) {
        try (SessionLock.Hold hold = lock.acquire(LockId.session(id), Duration.ofSeconds(60));
                PreparedSave save = store.prepare(id, hold)) {
            save.commit(Secret.of(document));
        }
    }

    String load(SessionId id) {
        return process().load(id).orElseThrow().reveal();
    }

    /** The name of the key that a stored document says it was sealed under. */
    String keyNameOf(SessionId id) {
        return beneath.document(id).orElseThrow().split(":")[2];
    }

    List<String> names() {
        return register.read().names();
    }
}
