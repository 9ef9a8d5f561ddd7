package dev.latchkey.cli.harness;

import dev.latchkey.keyring.KeyringBackend;
import dev.latchkey.keyring.KeyringException;
import dev.latchkey.keyring.KeyringKind;
import dev.latchkey.keyring.KeyringState;
import dev.latchkey.keyring.guard.GuardedKeyring;
import dev.latchkey.model.Secret;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** An in-memory keyring that several homes and processes of a test can share. Safe for use by several threads. */
public final class MemoryKeyring implements KeyringBackend {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Map<String, Secret> entries = new ConcurrentHashMap<>();
    private volatile KeyringState state = KeyringState.READY;

    /** The keyring behind a guard, as each process has its own. */
    public GuardedKeyring guarded() {
        return new GuardedKeyring(this, LIMIT);
    }

    /** The names of its entries. */
    public Set<String> names() {
        return Set.copyOf(entries.keySet());
    }

    /** Changes its state, for example to locked. */
    public void become(KeyringState now) {
        state = now;
    }

    /** Deletes all entries. */
    public void forget() {
        entries.clear();
    }

    @Override
    public KeyringKind kind() {
        return KeyringKind.SECRET_SERVICE;
    }

    @Override
    public void requireReady() throws KeyringException {
        KeyringState now = state;
        if (now != KeyringState.READY) {
            throw new KeyringException(now, "");
        }
    }

    @Override
    public Optional<Secret> get(String account) {
        // Like a real one: a locked keyring reports that there is no such entry.
        return state == KeyringState.READY ? Optional.ofNullable(entries.get(account)) : Optional.empty();
    }

    @Override
    public void put(String account, Secret value) {
        requireUnlocked();
        entries.put(account, value);
    }

    @Override
    public void delete(String account) {
        requireUnlocked();
        entries.remove(account);
    }

    private void requireUnlocked() {
        if (state != KeyringState.READY) {
            throw new IllegalStateException("the keyring is " + state);
        }
    }
}
