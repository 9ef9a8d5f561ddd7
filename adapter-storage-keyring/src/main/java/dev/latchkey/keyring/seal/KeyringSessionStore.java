package dev.latchkey.keyring.seal;

import dev.latchkey.error.AuthException;
import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.keyring.guard.GuardedKeyring;
import dev.latchkey.keyring.seal.SealedDocument.Key;
import dev.latchkey.model.KeyRegister;
import dev.latchkey.model.LockId;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.model.UnfinishedSave;
import dev.latchkey.port.KeyNames;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Seals each document and stores it in the underlying store; only the key is in the OS keyring. Size, atomicity, locking and crash safety
 * are those of the underlying store, and its documents are useless without the keyring.
 *
 * <pre>{@code
 * SessionStore sealed = new KeyringSessionStore(
 *         filesNamed("session.enc"), lock, OsKeyring.open(KeyringOptions.ofThisSystem(KeyringOptions.Person.PRESENT)), names);
 * }</pre>
 *
 * <p>The key is created at the first {@link #prepare} that finds none of this home's, and deleted after the last document. Creating,
 * deleting and using it requires {@link LockId#keyringKey()}, which this class acquires itself, always after the session's lock that the
 * caller holds. A commit also seals and stores under that lock, with the key that is current at that moment. So if the last logout
 * elsewhere deleted the key after a save was prepared, the save uses a new key.
 *
 * <p>If the keyring is locked, does not respond or is missing, the call fails with a {@link StorageException} that says so; nothing is
 * deleted, created again or stored in plain text. Safe for use by several threads.
 */
public final class KeyringSessionStore implements SessionStore {
    /** How often to read again if the document is resealed or deleted while it is read. */
    private static final int LOOKS = 5;

    private static final Duration SESSION_LOCK_LIMIT = Duration.ofSeconds(60);

    private final SessionStore beneath;
    private final SessionLock lock;
    private final InstallationKeys keys;

    /**
     * @param beneath stores the sealed documents, and no others
     * @param lock the sessions' lock, shared with all users of the underlying store
     * @param keyring holds the key
     * @param names stores the names of the keys, for all users of the underlying store
     */
    public KeyringSessionStore(SessionStore beneath, SessionLock lock, GuardedKeyring keyring, KeyNames names) {
        this(beneath, lock, keyring, names, List.of());
    }

    /**
     * @param beneath stores the sealed documents, and no others
     * @param lock the sessions' lock, shared with all users of the underlying store
     * @param keyring holds the key
     * @param names stores the names of the keys, for all users of the underlying store
     * @param others other stores with documents that may be sealed with these keys, as by version 0.1.0, which does not distinguish homes;
     *     searched before a key is deleted
     */
    public KeyringSessionStore(
            SessionStore beneath, SessionLock lock, GuardedKeyring keyring, KeyNames names, List<SessionStore> others) {
        this.beneath = Objects.requireNonNull(beneath, "beneath");
        this.lock = Objects.requireNonNull(lock, "lock");
        this.keys = new InstallationKeys(
                Objects.requireNonNull(names, "names"),
                Objects.requireNonNull(keyring, "keyring"),
                Stream.concat(Stream.of(beneath), others.stream()).toList(),
                lock);
    }

    @Override
    public Optional<Secret> load(SessionId id) {
        return load(id, beneath::load);
    }

    @Override
    public Optional<Secret> loadEnding(SessionId id) {
        return load(id, beneath::loadEnding);
    }

    private Optional<Secret> load(SessionId id, Function<SessionId, Optional<Secret>> source) {
        Optional<Secret> stored = source.apply(id);
        for (int look = 1; stored.isPresent(); look++) {
            SealedDocument sealed = SealedDocument.parse(stored.get(), id, location(id));
            Optional<Key> key = keys.find(sealed.keyName());
            if (key.isPresent()) {
                return Optional.of(sealed.open(key.get()));
            }
            // Readers take no lock: after we read the document, a rotation or the last logout may have removed the key.
            Optional<Secret> again = source.apply(id);
            if (again.equals(stored) || look == LOOKS) {
                throw keys.lost(sealed.keyName(), location(id));
            }
            stored = again;
        }
        return Optional.empty();
    }

    /**
     * {@inheritDoc}
     *
     * @throws StorageException also if the keyring cannot give or keep the key
     */
    @Override
    public PreparedSave prepare(SessionId id, SessionLock.Hold hold) {
        hold.requireSession(id);
        keys.requireOne();
        PreparedSave place = beneath.prepare(id, hold);
        return new PreparedSave() {
            @Override
            public void commit(Secret document) {
                keys.seal(id, document, place::commit);
            }

            @Override
            public void close() {
                place.close();
            }
        };
    }

    @Override
    public Optional<UnfinishedSave> interrupted(SessionId id) {
        return beneath.interrupted(id);
    }

    @Override
    public void beginLogout(SessionId id, SessionLock.Hold hold) {
        beneath.beginLogout(id, hold);
    }

    /**
     * {@inheritDoc}
     *
     * <p>The key is deleted with the last document, if this home created it and all documents that may need it could be read. If the
     * keyring does not delete it, it stays there and is not used again.
     */
    @Override
    public void delete(SessionId id, SessionLock.Hold hold) {
        beneath.delete(id, hold);
        try {
            if (beneath.providers().isEmpty()) {
                keys.removeUnused(KeyRegister::names);
            }
        } catch (AuthException e) {
            // The session is gone, as requested. An unused key does no harm.
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>The key of this document is kept from then on, because the document may be moved back.
     */
    @Override
    public Optional<String> setAside(SessionId id, SessionLock.Hold hold) {
        hold.requireSession(id);
        keyNameOf(id).ifPresent(keys::keep);
        return beneath.setAside(id, hold);
    }

    /** Empty if there is no document, or none that any key could open. */
    private Optional<String> keyNameOf(SessionId id) {
        try {
            Optional<Secret> stored = beneath.load(id);
            return stored.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            SealedDocument.parse(stored.get(), id, location(id)).keyName());
        } catch (StorageException e) {
            return Optional.empty();
        }
    }

    @Override
    public List<String> providers() {
        return beneath.providers();
    }

    @Override
    public List<SessionId> list(String provider, String afterAccount, int limit) {
        return beneath.list(provider, afterAccount, limit);
    }

    @Override
    public String location(SessionId id) {
        return beneath.location(id);
    }

    /**
     * Creates a new key, reseals every session with it, each under its own lock, and then deletes the old key. If this fails partway, it
     * can be repeated; until then both keys are kept.
     *
     * @return the sessions that could not be read and are unchanged; their keys are kept
     * @throws StorageException if the keyring failed, or a session could not be stored
     * @throws dev.latchkey.error.LockTimeoutException if a session's lock was not acquired in time
     */
    public List<SessionId> rotateKey() {
        if (beneath.providers().isEmpty()) {
            return List.of();
        }
        String newest = keys.replace();
        List<SessionId> left = new ArrayList<>();
        for (SessionId id : beneath.list()) {
            try (SessionLock.Hold hold = lock.acquire(LockId.session(id), SESSION_LOCK_LIMIT)) {
                if (!sealAnew(id, newest, hold)) {
                    left.add(id);
                }
            }
        }
        keys.removeUnused(KeyRegister::former);
        return List.copyOf(left);
    }

    private boolean sealAnew(SessionId id, String newest, SessionLock.Hold hold) {
        Optional<Secret> document;
        try {
            if (keyNameOf(id).equals(Optional.of(newest))) {
                return true;
            }
            document = load(id);
        } catch (StorageException e) {
            if (isOfTheDocument(e.reason())) {
                return false;
            }
            throw e;
        }
        if (document.isEmpty()) {
            return true;
        }
        try (PreparedSave save = prepare(id, hold)) {
            save.commit(document.get());
        }
        return true;
    }

    /** Whether the failure is independent of the keyring's state. */
    private static boolean isOfTheDocument(Reason reason) {
        return switch (reason) {
            case UNREADABLE, CORRUPT, NEWER_VERSION, KEY_LOST -> true;
            case NOT_WRITABLE, UNAVAILABLE, LOCKED, TIMED_OUT, DENIED, BUSY, LOCK_LOST, STALE -> false;
        };
    }
}
