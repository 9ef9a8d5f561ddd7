package dev.latchkey.keyring.seal;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.keyring.guard.GuardedKeyring;
import dev.latchkey.keyring.seal.SealedDocument.Key;
import dev.latchkey.model.KeyRegister;
import dev.latchkey.port.KeyNames;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionStore;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The installation's keys: their values are in the keyring, their names in a register, and those that this process has seen are cached in
 * memory. All methods except {@link #find} are called under the lock {@link dev.latchkey.model.LockId#keyringKey()}.
 *
 * <p>An entry is written once, under a name that was never used before, and never changed. This avoids both of java-keyring's bugs:
 * duplicating an entry that two processes create at once, and losing a change. The name is registered before the entry is written, so a
 * crash in between leaves no unknown entry.
 *
 * <p>Documents can be opened with any key, but are sealed only with keys of this home, and only those are ever deleted: other homes, and
 * version 0.1.0, may need the keys that they created. A home is identified by a random id in the names of its keys, because another home
 * may share the keyring or some of the sealed documents.
 */
final class InstallationKeys {
    private static final String REMEDY = "Restore that keyring if there is a copy of it; else log in again.";

    private final KeyNames registers;
    private final GuardedKeyring keyring;
    private final List<SessionStore> stores;
    private final SecureRandom random;
    private final Map<String, Key> seen = new ConcurrentHashMap<>();

    InstallationKeys(KeyNames registers, GuardedKeyring keyring, List<SessionStore> stores, SecureRandom random) {
        this.registers = registers;
        this.keyring = keyring;
        this.stores = stores;
        this.random = random;
    }

    /**
     * Returns the key with this name, asking the keyring once per process. An entry that does not contain a key counts as missing.
     *
     * @throws StorageException if the keyring cannot be read
     */
    Optional<Key> find(String name) {
        Key known = seen.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Key> found = keyring.get(name).flatMap(value -> Key.of(name, value));
        found.ifPresent(key -> seen.put(name, key));
        return found;
    }

    /**
     * Returns the key to seal with: one of this home's, created if the keyring has none. This does not affect documents whose key is lost
     * or belongs to another home, because each document names its key.
     */
    Key current() {
        KeyRegister register = registers.read();
        return named(register).or(() -> forgotten(register)).orElseGet(() -> make(register));
    }

    /** Creates a new key to seal with; earlier keys stay until they are removed. */
    Key replace() {
        return make(registers.read());
    }

    /** Never deletes this key, because a document sealed with it was moved to where no session is looked for. */
    void keep(String name) {
        KeyRegister register = registers.read();
        if (!register.kept().contains(name)) {
            registers.write(register.keeping(name));
        }
    }

    /** The exception for a document whose key is gone. */
    StorageException lost(String name, String location) {
        String message = "The keyring (" + keyring.title() + ") no longer has the key " + name
                + ", under which the session at " + location + " was sealed. " + REMEDY;
        return new StorageException(Reason.KEY_LOST, location, message, null);
    }

    private Optional<Key> named(KeyRegister register) {
        return register.names().stream()
                .filter(register::isOwn)
                .flatMap(name -> find(name).stream())
                .findFirst();
    }

    /** If the register was lost: a key of this home that documents still name. */
    private Optional<Key> forgotten(KeyRegister register) {
        if (register.homeId().isEmpty()) {
            return Optional.empty();
        }
        for (String name : namesInUse()) {
            Optional<Key> other = register.isOwn(name) ? find(name) : Optional.empty();
            if (other.isPresent()) {
                registers.write(register.startingWith(name));
                return other;
            }
        }
        return Optional.empty();
    }

    /** If documents cannot be listed, sealing still works; at worst there is one more key. */
    private Set<String> namesInUse() {
        try {
            return KeysInUse.in(stores).names();
        } catch (StorageException e) {
            return Set.of();
        }
    }

    private Key make(KeyRegister before) {
        keyring.requireReady("make a key for this installation's sessions");
        String id = before.homeId().orElseGet(() -> Key.randomId(random));
        Key key = Key.random(id, random);
        registers.write(before.ofHome(id).startingWith(key.name()));
        keyring.put(key.name(), key.value());
        seen.put(key.name(), key);
        return key;
    }

    /** Deletes those of these keys that this home created, except keys that a session may still be sealed with. */
    void removeUnused(SessionLock.Hold hold, Function<KeyRegister, List<String>> which) {
        KeyRegister register = registers.read();
        List<String> own = which.apply(register).stream()
                .filter(name -> register.isOwn(name) && !register.kept().contains(name))
                .toList();
        if (own.isEmpty()) {
            return;
        }
        KeysInUse used = KeysInUse.in(stores);
        own.stream().filter(name -> !used.mayNeed(name)).forEach(name -> remove(hold, name));
    }

    /**
     * Removes the name first, permanently: other processes that remember the key seal only with keys that the register names, and must
     * never seal with a key that is gone, whether because of a crash or because a deletion succeeded but was reported as failed. A key
     * without a name does no harm.
     */
    private void remove(SessionLock.Hold hold, String name) {
        keyring.requireReady("delete the entry " + name);
        hold.check();
        registers.write(registers.read().without(name));
        seen.remove(name);
        keyring.delete(name);
    }
}
