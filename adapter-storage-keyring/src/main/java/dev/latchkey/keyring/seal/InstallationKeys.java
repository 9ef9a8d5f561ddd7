package dev.latchkey.keyring.seal;

import dev.latchkey.error.CancelledException;
import dev.latchkey.error.LockTimeoutException;
import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.keyring.guard.GuardedKeyring;
import dev.latchkey.keyring.seal.SealedDocument.Key;
import dev.latchkey.model.KeyRegister;
import dev.latchkey.model.LockId;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.KeyNames;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The installation's keys: their values are in the keyring, their names in a register, and those that this process has seen are cached in
 * memory. All methods except {@link #find} hold the lock {@link LockId#keyringKey()}, which is always acquired after a session's lock, never
 * before one. They throw a {@link StorageException} with reason {@code BUSY} if it was not acquired in time: for a save, this is a storage
 * failure that can be retried.
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
    /** The holder of the lock makes at most a handful of keyring calls, each with a time limit. */
    private static final Duration LOCK_LIMIT = Duration.ofSeconds(60);

    private static final String REMEDY = "Restore that keyring if there is a copy of it; else log in again.";

    private final KeyNames registers;
    private final GuardedKeyring keyring;
    private final List<SessionStore> stores;
    private final SessionLock lock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Key> seen = new ConcurrentHashMap<>();

    InstallationKeys(KeyNames registers, GuardedKeyring keyring, List<SessionStore> stores, SessionLock lock) {
        this.registers = registers;
        this.keyring = keyring;
        this.stores = stores;
        this.lock = lock;
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

    /** Creates a key to seal with, if this home has none. */
    void requireOne() {
        holding(hold -> current());
    }

    /** Seals a document with the current key, and passes it on while nobody else can delete that key. */
    void seal(SessionId id, Secret document, Consumer<Secret> save) {
        holdingUninterrupted(hold -> {
            Secret sealed = SealedDocument.seal(current(), id, document, random);
            hold.check();
            save.accept(sealed);
        });
    }

    /** Creates a new key to seal with and returns its name; earlier keys stay until they are removed. */
    String replace() {
        return holding(hold -> make(registers.read())).name();
    }

    /** Never deletes this key, because a document sealed with it was moved to where no session is looked for. */
    void keep(String name) {
        holdingUninterrupted(hold -> {
            KeyRegister register = registers.read();
            if (!register.kept().contains(name)) {
                registers.write(register.keeping(name));
            }
        });
    }

    /** The exception for a document whose key is gone. */
    StorageException lost(String name, String location) {
        String message = "The keyring (" + keyring.title() + ") no longer has the key " + name
                + ", under which the session at " + location + " was sealed. " + REMEDY;
        return new StorageException(Reason.KEY_LOST, location, message, null);
    }

    /**
     * Returns the key to seal with: one of this home's, created if the keyring has none. This does not affect documents whose key is lost
     * or belongs to another home, because each document names its key.
     */
    private Key current() {
        KeyRegister register = registers.read();
        return named(register).or(() -> forgotten(register)).orElseGet(() -> make(register));
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
        Set<String> names = new LinkedHashSet<>();
        try {
            collectNames(names);
        } catch (StorageException e) {
            return Set.of();
        }
        return names;
    }

    /**
     * Collects the names of the keys that sealed documents need.
     *
     * @return whether all documents could be examined, so that none might need another key
     * @throws StorageException if the documents cannot be listed
     */
    private boolean collectNames(Set<String> names) {
        boolean complete = true;
        for (SessionStore store : stores) {
            for (SessionId id : store.list()) {
                try {
                    Optional<Secret> stored = store.load(id).or(() -> store.loadEnding(id));
                    if (stored.isPresent()) {
                        names.add(SealedDocument.parse(stored.get(), id, store.location(id))
                                .keyName());
                    }
                } catch (StorageException e) {
                    complete = false;
                }
            }
        }
        return complete;
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
    void removeUnused(Function<KeyRegister, List<String>> which) {
        holdingUninterrupted(hold -> {
            KeyRegister register = registers.read();
            List<String> own = which.apply(register).stream()
                    .filter(name -> register.isOwn(name) && !register.kept().contains(name))
                    .toList();
            Set<String> used = new LinkedHashSet<>();
            if (!own.isEmpty() && collectNames(used)) {
                own.stream().filter(name -> !used.contains(name)).forEach(name -> remove(hold, name));
            }
        });
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

    /**
     * Like {@link #holding}, but also works on a thread that is interrupted before or during the call; the interrupt flag is restored
     * afterwards. The tokens that are being saved may exist nowhere else.
     */
    private void holdingUninterrupted(Consumer<SessionLock.Hold> action) {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    holding(hold -> {
                        action.accept(hold);
                        return true;
                    });
                    return;
                } catch (CancelledException e) {
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private <T> T holding(Function<SessionLock.Hold, T> action) {
        try (SessionLock.Hold hold = lock.acquire(LockId.keyringKey(), LOCK_LIMIT)) {
            return action.apply(hold);
        } catch (LockTimeoutException e) {
            String message = "Another process has been using the keyring key for " + LOCK_LIMIT.toSeconds()
                    + " seconds. Try again, and look for a process that hangs.";
            throw new StorageException(Reason.BUSY, LockId.keyringKey().toString(), message, e);
        }
    }
}
