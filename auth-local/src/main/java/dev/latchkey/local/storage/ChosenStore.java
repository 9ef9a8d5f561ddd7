package dev.latchkey.local.storage;

import dev.latchkey.error.StorageException;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.model.UnfinishedSave;
import dev.latchkey.port.SessionLock.Hold;
import dev.latchkey.port.SessionStore;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Two stores as one: each session is read and renewed in the store that it is in. Where both hold one, the sealed one counts,
 * and it is said. Both list by account in the order of {@link String#compareTo}. Safe for use by several threads.
 */
final class ChosenStore implements SessionStore {
    /** A session may move while it is read; it is looked for so often. */
    private static final int LOOKS = 5;

    private final SessionStore plain;
    private final SessionStore sealed;
    private final Sealed present;
    private final @Nullable StoreKind target;
    private final boolean moves;
    private final Consumer<String> warnings;
    private final Set<SessionId> told = ConcurrentHashMap.newKeySet();

    /** Looks for sealed documents without asking the keyring. */
    interface Sealed {
        /**
         * Whether there is one, readable or not.
         *
         * @throws StorageException if that cannot be told
         */
        boolean isPresent(SessionId id);

        /** The store that keeps the sealed texts. */
        SessionStore store();
    }

    /**
     * @param plain keeps documents as they are
     * @param sealed keeps them sealed
     * @param present where sealed documents are
     * @param warnings told once of each session that is in both
     */
    ChosenStore(SessionStore plain, SessionStore sealed, Sealed present, Consumer<String> warnings) {
        this(plain, sealed, present, null, false, warnings);
    }

    private ChosenStore(
            SessionStore plain,
            SessionStore sealed,
            Sealed present,
            @Nullable StoreKind target,
            boolean moves,
            Consumer<String> warnings) {
        this.plain = Objects.requireNonNull(plain, "plain");
        this.sealed = Objects.requireNonNull(sealed, "sealed");
        this.present = Objects.requireNonNull(present, "present");
        this.target = target;
        this.moves = moves;
        this.warnings = Objects.requireNonNull(warnings, "warnings");
    }

    /** The same, but what is saved goes to that store, whatever the session was in before: for a login. */
    ChosenStore savingIn(StoreKind kind) {
        return new ChosenStore(plain, sealed, present, kind, true, warnings);
    }

    /** The same, but what is in neither store yet is saved in that one. */
    ChosenStore newIn(StoreKind kind) {
        return new ChosenStore(plain, sealed, present, kind, false, warnings);
    }

    /**
     * Which store the session is in, or would be saved in.
     *
     * @throws StorageException if that cannot be told
     */
    StoreKind kindOf(SessionId id) {
        if (present.isPresent(id)) {
            return StoreKind.KEYRING;
        }
        boolean wouldBeSealed = target == StoreKind.KEYRING && Presence.in(plain, id) == Presence.ABSENT;
        return wouldBeSealed ? StoreKind.KEYRING : StoreKind.FILE;
    }

    /**
     * Whether there is a session, readable or not, be its logout begun or not; also where that cannot be told of the plain one.
     *
     * @throws StorageException if it cannot be told of the sealed one
     */
    boolean isThere(SessionId id) {
        return present.isPresent(id) || Presence.in(plain, id) != Presence.ABSENT;
    }

    @Override
    public Optional<Secret> load(SessionId id) {
        for (int look = 1; look < LOOKS; look++) {
            boolean isSealed = present.isPresent(id);
            Optional<Secret> document = isSealed ? loadSealed(id) : plain.load(id);
            // Readers take no lock: a session that moves to the other store meanwhile is there, and not logged out.
            if (document.isPresent() || !isSealed && !present.isPresent(id)) {
                return document;
            }
        }
        return present.isPresent(id) ? loadSealed(id) : plain.load(id);
    }

    private Optional<Secret> loadSealed(SessionId id) {
        if (told.add(id) && Presence.in(plain, id) == Presence.PRESENT) {
            warnings.accept("There are two sessions, at " + plain.location(id) + " and at " + sealed.location(id)
                    + ". The sealed one counts; log out, or log in again, to be rid of the other.");
        }
        return sealed.load(id);
    }

    @Override
    public PreparedSave prepare(SessionId id, Hold hold) {
        if (!moves) {
            return store(kindOf(id)).prepare(id, hold);
        }
        return target == StoreKind.KEYRING
                ? MovingSave.sealing(plain, sealed, present, id, hold, warnings)
                : MovingSave.unsealing(plain, sealed, present, id, hold);
    }

    @Override
    public Optional<UnfinishedSave> interrupted(SessionId id) {
        return store(kindOf(id)).interrupted(id);
    }

    @Override
    public void beginLogout(SessionId id) {
        boolean isSealed = present.isPresent(id);
        // The one that counts last: if this stops in between, the session is still seen, and can be logged out again.
        plain.beginLogout(id);
        if (isSealed) {
            sealed.beginLogout(id);
        }
    }

    @Override
    public Optional<Secret> loadEnding(SessionId id) {
        return present.isPresent(id) ? sealed.loadEnding(id) : plain.loadEnding(id);
    }

    @Override
    public void delete(SessionId id, Hold hold) {
        boolean isSealed = present.isPresent(id);
        // The plain one first: if something fails in between, what is left is the one that counts.
        plain.delete(id, hold);
        if (isSealed) {
            sealed.delete(id, hold);
        }
    }

    @Override
    public Optional<String> setAside(SessionId id, Hold hold) {
        return store(present.isPresent(id) ? StoreKind.KEYRING : StoreKind.FILE).setAside(id, hold);
    }

    @Override
    public List<String> providers() {
        return Stream.of(plain, present.store())
                .flatMap(store -> store.providers().stream())
                .distinct()
                .toList();
    }

    @Override
    public List<SessionId> list(String provider, String afterAccount, int limit) {
        return Stream.of(plain, present.store())
                .flatMap(store -> store.list(provider, afterAccount, limit).stream())
                .distinct()
                .sorted(Comparator.comparing(SessionId::account))
                .limit(limit)
                .toList();
    }

    @Override
    public List<SessionId> list(Consumer<? super StorageException> unreadable) {
        Set<String> told = new HashSet<>(); // Both stores meet the same folders.
        Consumer<StorageException> once = failure -> {
            if (told.add(String.valueOf(failure.getMessage()))) {
                unreadable.accept(failure);
            }
        };
        Set<SessionId> all = new LinkedHashSet<>(plain.list(once));
        all.addAll(present.store().list(once));
        return List.copyOf(all);
    }

    @Override
    public String location(SessionId id) {
        try {
            return store(kindOf(id)).location(id);
        } catch (StorageException e) {
            // There is something that cannot be looked at, where a sealed one would be.
            return sealed.location(id);
        }
    }

    private SessionStore store(StoreKind kind) {
        return kind == StoreKind.KEYRING ? sealed : plain;
    }
}
