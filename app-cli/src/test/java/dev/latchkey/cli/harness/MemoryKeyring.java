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

/** A keyring in memory, which several homes and processes of a test may share. Safe for use by several threads. */
public final class MemoryKeyring implements KeyringBackend {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Map<String, Secret> entries = new ConcurrentHashMap<>();
    private volatile KeyringState state = KeyringState.READY;

    /** It, behind its guard, as a process of its own has it. */
    public GuardedKeyring guarded() {
        return new GuardedKeyring(this, LIMIT);
    }

    /** The names of its entries. */
    public Set<String> names() {
        return Set.copyOf(entries.keySet());
    }

    /** It is like this from now on, for instance locked. */
    public void become(KeyringState now) {
        state = now;
    }

    /** Loses all that it holds. */
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
        // As a real one: a locked keyring says that there is no such entry.
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
