package dev.latchkey.keyring;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.keyring.SealedSessions.KeysInUse;
import dev.latchkey.port.SessionLock;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The installation's keys: their values in the keyring, their names in a file, and what this process has seen of them in
 * memory. All but {@link #find} is called under the lock {@link dev.latchkey.model.LockId#keyringKey()}.
 *
 * <p>An entry is written once, under a name that nobody had before, and never changed: so neither of java-keyring's faults,
 * doubling an entry that two processes make at once and losing a change, can touch it. The name is in the file before the
 * entry is in the keyring: a crash in between leaves no entry that nobody knows of.
 *
 * <p>Documents are opened with any key, and sealed under keys of this home alone, which are also the only ones that it deletes:
 * what others made, version 0.1.0 among them, others may need.
 */
final class InstallationKeys {
    private static final String REMEDY = "Restore that keyring if there is a copy of it; else log in again.";

    private final HomeIdFile home;
    private final KeyNameFile file;
    private final GuardedKeyring keyring;
    private final SealedSessions sessions;
    private final SecureRandom random;
    private final Map<String, DataKey> seen = new ConcurrentHashMap<>();

    InstallationKeys(KeyringHome home, GuardedKeyring keyring, SealedSessions sessions, SecureRandom random) {
        this.home = new HomeIdFile(home, random);
        this.file = new KeyNameFile(home.keyNameFile());
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
        KeyNames names = file.read();
        Optional<String> id = home.read();
        return id.flatMap(ours -> named(names, ours))
                .or(() -> id.flatMap(ours -> forgotten(names, ours)))
                .orElseGet(() -> make(names));
    }

    /** Makes a new key to seal under; those before it stay until {@link #removeFormer}. */
    DataKey replace() {
        return make(file.read());
    }

    /** Never deletes this key: a document that was sealed under it is where no session is looked for. */
    void keep(String name) {
        home.keep(name);
    }

    /** Deletes this home's keys that were used before, but those that a session may still be sealed under. */
    void removeFormer(SessionLock.Hold hold) {
        removeUnneeded(hold, file.read().former());
    }

    /** Deletes this home's keys, but those that a session may still be sealed under. */
    void removeUnused(SessionLock.Hold hold) {
        removeUnneeded(hold, file.read().all());
    }

    /** Says that a document's key is gone. */
    StorageException lost(String name, String location) {
        String message = "The keyring (" + keyring.title() + ") no longer has the key " + name
                + ", under which the session at " + location + " was sealed. " + REMEDY;
        return new StorageException(Reason.KEY_LOST, location, message, null);
    }

    private Optional<DataKey> named(KeyNames names, String id) {
        return names.all().stream()
                .filter(name -> DataKey.isOf(id, name))
                .flatMap(name -> find(name).stream())
                .findFirst();
    }

    /** Where the file was lost: a key of this home that documents still name. */
    private Optional<DataKey> forgotten(KeyNames names, String id) {
        for (String name : namesInUse()) {
            Optional<DataKey> other = DataKey.isOf(id, name) ? find(name) : Optional.empty();
            if (other.isPresent()) {
                file.write(names.startingWith(name));
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

    private DataKey make(KeyNames before) {
        keyring.requireReady("make a key for this installation's sessions");
        DataKey key = DataKey.random(home.readOrMake(), random);
        file.write(before.startingWith(key.name()));
        keyring.put(key.name(), key.value());
        seen.put(key.name(), key);
        return key;
    }

    private void removeUnneeded(SessionLock.Hold hold, List<String> candidates) {
        Optional<String> id = home.read();
        Set<String> kept = home.kept();
        List<String> own = candidates.stream()
                .filter(name -> id.isPresent() && DataKey.isOf(id.get(), name) && !kept.contains(name))
                .toList();
        if (own.isEmpty()) {
            return;
        }
        KeysInUse used = sessions.keysInUse();
        own.stream().filter(name -> !used.mayNeed(name)).forEach(name -> remove(hold, name));
    }

    /**
     * The name goes first and does not come back: other processes that remember the key seal under what the file names, and what
     * they seal must not be under a key that is gone, be it by a crash or by a deletion that worked and was said to have failed. A
     * key without a name harms nobody.
     */
    private void remove(SessionLock.Hold hold, String name) {
        keyring.requireReady("delete the entry " + name);
        hold.check();
        file.write(file.read().without(name));
        seen.remove(name);
        keyring.delete(name);
    }
}
