package dev.latchkey.keyring;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.keyring.SealedSessions.KeysInUse;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The installation's keys: their values in the keyring, their names in a file, and what this process has seen of them in
 * memory. All but {@link #find} is called under the lock {@link dev.latchkey.model.LockId#keyringKey()}.
 *
 * <p>An entry is written once, under a name that nobody had before, and never changed: so neither of java-keyring's faults,
 * doubling an entry that two processes make at once and losing a change, can touch it. The name is in the file before the
 * entry is in the keyring: a crash in between leaves no entry that nobody knows of.
 */
final class InstallationKeys {
    private static final String REMEDY = "Restore that keyring if there is a copy of it; else log in again.";

    private final KeyNameFile file;
    private final GuardedKeyring keyring;
    private final SealedSessions sessions;
    private final SecureRandom random;
    private final Map<String, DataKey> seen = new ConcurrentHashMap<>();

    InstallationKeys(KeyNameFile file, GuardedKeyring keyring, SealedSessions sessions, SecureRandom random) {
        this.file = file;
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
     * The key to seal under; made if the installation has no sealed session.
     *
     * @throws StorageException of reason {@code KEY_LOST} if there are sealed sessions and none of their keys is left
     */
    DataKey current() {
        KeyNames names = file.read();
        Optional<DataKey> current = names.current().flatMap(this::find);
        if (current.isPresent()) {
            return current.get();
        }
        KeysInUse used = sessions.keysInUse();
        Optional<DataKey> other = adopt(names, used);
        if (other.isPresent()) {
            return other.get();
        }
        if (used.any()) {
            throw noneLeft();
        }
        return make(names);
    }

    /** Makes a new key to seal under; those before it stay until {@link #removeFormer}. */
    DataKey replace() {
        return make(file.read());
    }

    /** Makes a new key if there are sealed sessions and none of their keys is left; else does nothing. */
    boolean replaceLost() {
        KeyNames names = file.read();
        if (names.current().flatMap(this::find).isPresent()) {
            return false;
        }
        KeysInUse used = sessions.keysInUse();
        if (!used.any() || adopt(names, used).isPresent()) {
            return false;
        }
        make(names);
        return true;
    }

    /** Deletes the keys that were used before, but those that a session may still be sealed under. */
    void removeFormer() {
        KeyNames names = file.read();
        KeysInUse used = sessions.keysInUse();
        for (String name : names.former()) {
            if (!used.mayNeed(name)) {
                remove(name);
                names = names.without(name);
                file.write(names);
            }
        }
    }

    /** Deletes all keys if no session is sealed any more; the name goes last, so that none is forgotten. */
    void removeIfUnused() {
        if (sessions.any()) {
            return;
        }
        for (String name : file.read().all()) {
            remove(name);
        }
        file.delete();
    }

    /** Says that a document's key is gone. */
    StorageException lost(String name, String location) {
        String message = "The keyring (" + keyring.title() + ") no longer has the key " + name
                + ", under which the session at " + location + " was sealed. " + REMEDY;
        return new StorageException(Reason.KEY_LOST, location, message, null);
    }

    private StorageException noneLeft() {
        String message = "The keyring (" + keyring.title() + ") has none of the keys under which this installation's"
                + " sessions were sealed (" + file.path() + " names the newest). " + REMEDY;
        return new StorageException(Reason.KEY_LOST, file.path().toString(), message, null);
    }

    /** Where the current key is not there: another one that sessions are sealed under becomes the current one. */
    private Optional<DataKey> adopt(KeyNames names, KeysInUse used) {
        for (String name : used.names()) {
            Optional<DataKey> other = find(name);
            if (other.isPresent()) {
                file.write(names.startingWith(name));
                return other;
            }
        }
        return Optional.empty();
    }

    private DataKey make(KeyNames before) {
        DataKey key = DataKey.random(random);
        file.write(before.startingWith(key.name()));
        keyring.put(key.name(), key.value());
        seen.put(key.name(), key);
        return key;
    }

    private void remove(String name) {
        keyring.delete(name);
        seen.remove(name);
    }
}
