package dev.latchkey.keyring.seal;

import dev.latchkey.error.AuthException;
import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.keyring.guard.GuardedKeyring;
import dev.latchkey.keyring.seal.SealedDocument.Key;
import dev.latchkey.keyring.seal.SealedDocument.UnreadableException;
import dev.latchkey.model.KeyRegister;
import dev.latchkey.model.LockId;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.model.UnfinishedSave;
import dev.latchkey.port.KeyNames;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Seals each document and keeps it in the store beneath; the key alone is in the OS keyring. So a session is as large, as
 * atomic, as lockable and as crash-safe as beneath, and worth nothing without the keyring.
 *
 * <pre>{@code
 * SessionStore sealed = new KeyringSessionStore(
 *         filesNamed("session.enc"), lock, OsKeyring.open(KeyringOptions.ofThisSystem(KeyringOptions.Person.PRESENT)), names);
 * }</pre>
 *
 * <p>The key is made at the first {@link #prepare} that finds none of this home, and deleted after the last document. Making, deleting and using it happen
 * under {@link LockId#keyringKey()}, which this class takes by itself, always after the session's lock that the caller holds.
 * A commit too seals and stores under that lock, under the key that counts at that moment: so what was prepared before a last
 * logout elsewhere deleted the key is not sealed under a key that is gone, but under a new one.
 *
 * <p>A keyring that is locked, does not answer or is not there fails the call with a {@link StorageException} that says so;
 * then nothing is deleted, made anew or stored in plain text. Safe for use by several threads.
 */
public final class KeyringSessionStore implements SessionStore {
    /** The document may be sealed anew or deleted while it is read; it is looked at again so often. */
    private static final int LOOKS = 5;

    private static final Duration SESSION_LOCK_LIMIT = Duration.ofSeconds(60);

    private final SessionStore beneath;
    private final SessionLock lock;
    private final InstallationKeys keys;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param beneath keeps the sealed documents, and no others
     * @param lock the sessions' lock, shared with all who use the store beneath
     * @param keyring holds the key
     * @param names keeps the names of the keys, for all who use the store beneath
     */
    public KeyringSessionStore(SessionStore beneath, SessionLock lock, GuardedKeyring keyring, KeyNames names) {
        this(beneath, lock, keyring, names, List.of());
    }

    /**
     * @param beneath keeps the sealed documents, and no others
     * @param lock the sessions' lock, shared with all who use the store beneath
     * @param keyring holds the key
     * @param names keeps the names of the keys, for all who use the store beneath
     * @param others where else documents may be sealed under these keys, as by version 0.1.0, which knows no homes: looked into
     *     before a key is deleted
     */
    public KeyringSessionStore(
            SessionStore beneath, SessionLock lock, GuardedKeyring keyring, KeyNames names, List<SessionStore> others) {
        this.beneath = Objects.requireNonNull(beneath, "beneath");
        this.lock = Objects.requireNonNull(lock, "lock");
        this.keys = new InstallationKeys(
                Objects.requireNonNull(names, "names"),
                Objects.requireNonNull(keyring, "keyring"),
                Stream.concat(Stream.of(beneath), others.stream()).toList(),
                random);
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
        try {
            for (int look = 1; stored.isPresent(); look++) {
                SealedDocument sealed = SealedDocument.parse(stored.get());
                Optional<Key> key = keys.find(sealed.keyName());
                if (key.isPresent()) {
                    return Optional.of(sealed.open(key.get(), id));
                }
                // Readers take no lock: a rotation or the last logout may have taken the key away after we had read.
                Optional<Secret> again = source.apply(id);
                if (again.equals(stored) || look == LOOKS) {
                    throw keys.lost(sealed.keyName(), location(id));
                }
                stored = again;
            }
            return Optional.empty();
        } catch (UnreadableException e) {
            throw unreadable(id, e);
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws StorageException also if the keyring cannot give or keep the key
     */
    @Override
    public PreparedSave prepare(SessionId id, SessionLock.Hold hold) {
        hold.requireSession(id);
        keyLock().holding(keyHold -> keys.current());
        PreparedSave place = beneath.prepare(id, hold);
        return new PreparedSave() {
            @Override
            public void commit(Secret document) {
                keyLock().holdingUninterrupted(keyHold -> {
                    Secret sealed = SealedDocument.seal(keys.current(), id, document, random);
                    // Who else holds the lock could delete the key.
                    keyHold.check();
                    place.commit(sealed);
                });
            }

            @Override
            public void close() {
                place.close();
            }
        };
    }

    /** Made where it is needed, which is not to read. */
    private KeyLock keyLock() {
        return new KeyLock(lock);
    }

    @Override
    public Optional<UnfinishedSave> interrupted(SessionId id) {
        return beneath.interrupted(id);
    }

    @Override
    public void beginLogout(SessionId id) {
        beneath.beginLogout(id);
    }

    /**
     * {@inheritDoc}
     *
     * <p>With the last document goes the key, if this home made it, and if all documents that may need it could be looked at. If
     * the keyring does not let it go, it stays there and is not used again.
     */
    @Override
    public void delete(SessionId id, SessionLock.Hold hold) {
        beneath.delete(id, hold);
        try {
            if (beneath.providers().isEmpty()) {
                keyLock().holdingUninterrupted(keyHold -> keys.removeUnused(keyHold, KeyRegister::names));
            }
        } catch (AuthException e) {
            // The session is gone, which is what was asked for. A key that seals nothing harms nobody.
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>The key that it was sealed under is kept from then on, as it may be moved back.
     */
    @Override
    public Optional<String> setAside(SessionId id, SessionLock.Hold hold) {
        hold.requireSession(id);
        keyNameOf(id).ifPresent(name -> keyLock().holdingUninterrupted(keyHold -> keys.keep(name)));
        return beneath.setAside(id, hold);
    }

    /** Empty where there is none, or none that could be opened with any key. */
    private Optional<String> keyNameOf(SessionId id) {
        try {
            Optional<Secret> stored = beneath.load(id);
            return stored.isEmpty()
                    ? Optional.empty()
                    : Optional.of(SealedDocument.parse(stored.get()).keyName());
        } catch (StorageException | UnreadableException e) {
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
     * Makes a new key, seals every session anew under it, each under its own lock, and then deletes the old one. May be
     * repeated if it failed in the midst: until then both keys are kept.
     *
     * @return the sessions that could not be read and are still as they were; their keys are kept
     * @throws StorageException if the keyring failed, or a session could not be stored
     * @throws dev.latchkey.error.LockTimeoutException if a session's lock was not had in time
     */
    public List<SessionId> rotateKey() {
        if (beneath.providers().isEmpty()) {
            return List.of();
        }
        String newest = keyLock().holding(hold -> keys.replace()).name();
        List<SessionId> left = new ArrayList<>();
        for (SessionId id : beneath.list()) {
            try (SessionLock.Hold hold = lock.acquire(LockId.session(id), SESSION_LOCK_LIMIT)) {
                if (!sealAnew(id, newest, hold)) {
                    left.add(id);
                }
            }
        }
        keyLock().holdingUninterrupted(hold -> keys.removeUnused(hold, KeyRegister::former));
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

    /** Whether it will fail in the same way however the keyring is. */
    private static boolean isOfTheDocument(Reason reason) {
        return switch (reason) {
            case UNREADABLE, CORRUPT, NEWER_VERSION, KEY_LOST -> true;
            case NOT_WRITABLE, UNAVAILABLE, LOCKED, TIMED_OUT, DENIED, BUSY, LOCK_LOST, STALE -> false;
        };
    }

    private StorageException unreadable(SessionId id, UnreadableException why) {
        String location = location(id);
        String remedy = why.reason() == Reason.NEWER_VERSION
                ? "A newer version of this program wrote it; use that one."
                : "Log in again: it is then moved aside.";
        String message = "The sealed session at " + location + " cannot be read: " + why.getMessage() + ". " + remedy;
        return new StorageException(why.reason(), location, message, why);
    }
}
