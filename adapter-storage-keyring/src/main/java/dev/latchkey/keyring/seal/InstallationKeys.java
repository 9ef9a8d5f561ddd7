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
 * The installation's keys: their values in the keyring, their names in a register, and what this process has seen of them in
 * memory. All but {@link #find} is called under the lock {@link dev.latchkey.model.LockId#keyringKey()}.
 *
 * <p>An entry is written once, under a name that nobody had before, and never changed: so neither of java-keyring's faults,
 * doubling an entry that two processes make at once and losing a change, can touch it. The name is registered before the
 * entry is in the keyring: a crash in between leaves no entry that nobody knows of.
 *
 * <p>Documents are opened with any key, and sealed under keys of this home alone, which are also the only ones that it deletes:
 * what others made, version 0.1.0 among them, others may need. A home is known by a random id in its keys' names: another one may
 * share the keyring, or some of the sealed documents.
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
     * A key by its name; the keyring is asked once per process. An entry that holds no key counts as none.
     *
     * @throws StorageException if the keyring cannot tell
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
     * The key to seal under: this home's, made if the keyring has none of them. That takes nothing from documents whose key is
     * lost, or another home's: each names its own.
     */
    Key current() {
        KeyRegister register = registers.read();
        return named(register).or(() -> forgotten(register)).orElseGet(() -> make(register));
    }

    /** Makes a new key to seal under; those before it stay until they are removed. */
    Key replace() {
        return make(registers.read());
    }

    /** Never deletes this key: a document that was sealed under it is where no session is looked for. */
    void keep(String name) {
        KeyRegister register = registers.read();
        if (!register.kept().contains(name)) {
            registers.write(register.keeping(name));
        }
    }

    /** Says that a document's key is gone. */
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

    /** Where the names were lost: a key of this home that documents still name. */
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

    /** Documents that cannot be listed keep nobody from sealing another: at worst there is one more key. */
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

    /** Deletes those of these keys that this home made, but those that a session may still be sealed under. */
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
     * The name goes first and does not come back: other processes that remember the key seal under what the register names, and what
     * they seal must not be under a key that is gone, be it by a crash or by a deletion that worked and was said to have failed. A
     * key without a name harms nobody.
     */
    private void remove(SessionLock.Hold hold, String name) {
        keyring.requireReady("delete the entry " + name);
        hold.check();
        registers.write(registers.read().without(name));
        seen.remove(name);
        keyring.delete(name);
    }
}
