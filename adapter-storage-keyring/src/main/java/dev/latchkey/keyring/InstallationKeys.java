package dev.latchkey.keyring;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.keyring.SealedSessions.KeysInUse;
import dev.latchkey.model.KeyRegister;
import dev.latchkey.port.KeyNames;
import dev.latchkey.port.SessionLock;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

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
    private final SealedSessions sessions;
    private final SecureRandom random;
    private final Map<String, DataKey> seen = new ConcurrentHashMap<>();

    InstallationKeys(KeyNames registers, GuardedKeyring keyring, SealedSessions sessions, SecureRandom random) {
        this.registers = registers;
        this.keyring = keyring;
        this.sessions = sessions;
        this.random = random;
    }

    /**
     * A key by its name; the keyring is asked once per process. An entry that holds no key counts as none.
     *
     * @throws StorageException if the keyring cannot tell
     */
    Optional<DataKey> find(String name) {
        DataKey known = seen.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<DataKey> found = keyring.get(name).flatMap(value -> DataKey.of(name, value));
        found.ifPresent(key -> seen.put(name, key));
        return found;
    }

    /**
     * The key to seal under: this home's, made if the keyring has none of them. That takes nothing from documents whose key is
     * lost, or another home's: each names its own.
     */
    DataKey current() {
        KeyRegister register = registers.read();
        return named(register).or(() -> forgotten(register)).orElseGet(() -> make(register));
    }

    /** Makes a new key to seal under; those before it stay until {@link #removeFormer}. */
    DataKey replace() {
        return make(registers.read());
    }

    /** Never deletes this key: a document that was sealed under it is where no session is looked for. */
    void keep(String name) {
        KeyRegister register = registers.read();
        if (!register.kept().contains(name)) {
            registers.write(register.keeping(name));
        }
    }

    /** Deletes this home's keys that were used before, but those that a session may still be sealed under. */
    void removeFormer(SessionLock.Hold hold) {
        KeyRegister register = registers.read();
        removeUnneeded(hold, register, register.former());
    }

    /** Deletes this home's keys, but those that a session may still be sealed under. */
    void removeUnused(SessionLock.Hold hold) {
        KeyRegister register = registers.read();
        removeUnneeded(hold, register, register.names());
    }

    /** Says that a document's key is gone. */
    StorageException lost(String name, String location) {
        String message = "The keyring (" + keyring.title() + ") no longer has the key " + name
                + ", under which the session at " + location + " was sealed. " + REMEDY;
        return new StorageException(Reason.KEY_LOST, location, message, null);
    }

    private Optional<DataKey> named(KeyRegister register) {
        return register.names().stream()
                .filter(register::isOwn)
                .flatMap(name -> find(name).stream())
                .findFirst();
    }

    /** Where the names were lost: a key of this home that documents still name. */
    private Optional<DataKey> forgotten(KeyRegister register) {
        if (register.homeId() == null) {
            return Optional.empty();
        }
        for (String name : namesInUse()) {
            Optional<DataKey> other = register.isOwn(name) ? find(name) : Optional.empty();
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
            return sessions.keysInUse().names();
        } catch (StorageException e) {
            return Set.of();
        }
    }

    private DataKey make(KeyRegister before) {
        keyring.requireReady("make a key for this installation's sessions");
        String id = before.homeId() == null ? DataKey.randomId(random) : before.homeId();
        DataKey key = DataKey.random(id, random);
        registers.write(before.ofHome(id).startingWith(key.name()));
        keyring.put(key.name(), key.value());
        seen.put(key.name(), key);
        return key;
    }

    private void removeUnneeded(SessionLock.Hold hold, KeyRegister register, List<String> candidates) {
        List<String> own = candidates.stream()
                .filter(name -> register.isOwn(name) && !register.kept().contains(name))
                .toList();
        if (own.isEmpty()) {
            return;
        }
        KeysInUse used = sessions.keysInUse();
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
