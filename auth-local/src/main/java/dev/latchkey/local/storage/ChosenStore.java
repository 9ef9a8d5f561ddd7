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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Combines two stores: each session is read and renewed in the store that it is in. If both contain a session, the upper store's takes
 * precedence, and a warning is given. The lower store may itself be such a combination. Both stores list by account in the order of {@link
 * String#compareTo}. Safe for use by several threads.
 */
final class ChosenStore implements SessionStore {
    /** A session may move while it is read; the maximum number of attempts. */
    private static final int LOOKS = 5;

    final SessionStore lower;
    final SessionStore upper;
    final Upper present;
    final StoreKind kind;
    final Consumer<String> warnings;
    private final @Nullable StoreKind target;
    private final boolean moves;
    private final Set<SessionId> told = ConcurrentHashMap.newKeySet();

    /** Looks for documents in the upper store. Does not open sealed files, so it does not access the keyring. */
    interface Upper {
        /**
         * Whether there is a document, readable or not.
         *
         * @throws StorageException if that cannot be determined, or if the store cannot be read here, for example because this host's keys
         *     do not open the database's document
         */
        boolean isPresent(SessionId id);

        /** The store that lists them. */
        SessionStore store();
    }

    /** Whether something exists; a failure to look is not an absence. */
    enum Presence {
        PRESENT,
        ABSENT,
        UNKNOWN;

        /** The answer to a question that throws if it cannot be determined. */
        static Presence of(BooleanSupplier question) {
            try {
                return question.getAsBoolean() ? PRESENT : ABSENT;
            } catch (StorageException e) {
                return UNKNOWN;
            }
        }

        /** Whether the store contains a document for the session, whether or not its logout has begun. */
        static Presence in(SessionStore store, SessionId id) {
            try {
                return store.load(id).isPresent() || store.loadEnding(id).isPresent() ? PRESENT : ABSENT;
            } catch (StorageException e) {
                return UNKNOWN;
            }
        }
    }

    /**
     * @param lower stores sessions in plain files, or combines two stores
     * @param upper the store that takes precedence: sealed files, or a database
     * @param present looks for the upper store's documents
     * @param kind the upper store's kind
     * @param warnings called once for each session that is in both stores
     */
    ChosenStore(SessionStore lower, SessionStore upper, Upper present, StoreKind kind, Consumer<String> warnings) {
        this(lower, upper, present, kind, null, false, warnings);
    }

    private ChosenStore(
            SessionStore lower,
            SessionStore upper,
            Upper present,
            StoreKind kind,
            @Nullable StoreKind target,
            boolean moves,
            Consumer<String> warnings) {
        this.lower = lower;
        this.upper = upper;
        this.present = present;
        this.kind = kind;
        this.target = target;
        this.moves = moves;
        this.warnings = warnings;
    }

    /**
     * This store for a login: it saves in a particular store, wherever the session was before.
     *
     * @throws StorageException if this program has no such store
     */
    ChosenStore savingIn(StoreKind newTarget) {
        return saving(newTarget, true);
    }

    /**
     * This store, except that it saves sessions that are in no store yet in a particular one.
     *
     * @throws StorageException if this program has no such store
     */
    ChosenStore newIn(StoreKind newTarget) {
        return saving(newTarget, false);
    }

    private ChosenStore saving(StoreKind newTarget, boolean moving) {
        SessionStore below = newTarget == kind ? lower : lower(newTarget, moving);
        return new ChosenStore(below, upper, present, kind, newTarget, moving, warnings);
    }

    /**
     * The lower store when a session is saved there. If it combines two stores, it saves in the wanted one.
     *
     * @param moving whether also a session that is in another store
     * @throws StorageException if this program has no such store
     */
    SessionStore lower(StoreKind wanted, boolean moving) {
        if (lower instanceof ChosenStore two) {
            return two.saving(wanted, moving);
        }
        if (wanted != StoreKind.FILE) {
            throw StoreCheck.noDatabase().failure();
        }
        return lower;
    }

    /** The store of this kind; if there is none, the lowest one. */
    SessionStore of(StoreKind wanted) {
        return wanted == kind ? upper : lower instanceof ChosenStore two ? two.of(wanted) : lower;
    }

    /**
     * The store that the session is in or would be saved in.
     *
     * @throws StorageException if that cannot be determined
     */
    StoreKind kindOf(SessionId id) {
        return isAbove(id) ? kind : lower instanceof ChosenStore two ? two.kindOf(id) : StoreKind.FILE;
    }

    private boolean isAbove(SessionId id) {
        return present.isPresent(id) || target == kind && !isBelow(id);
    }

    private SessionStore storeOf(SessionId id) {
        return isAbove(id) ? upper : lower;
    }

    /** Also true if that cannot be determined. Does not open a sealed document. */
    private boolean isBelow(SessionId id) {
        Presence below = lower instanceof ChosenStore two ? Presence.of(() -> two.isThere(id)) : Presence.in(lower, id);
        return below != Presence.ABSENT;
    }

    /**
     * Whether there is a session, readable or not, whether or not its logout has begun. Also true if that cannot be determined for the
     * lower store.
     *
     * @throws StorageException if it cannot be determined for the upper store
     */
    boolean isThere(SessionId id) {
        return present.isPresent(id) || isBelow(id);
    }

    @Override
    public Optional<Secret> load(SessionId id) {
        for (int look = 1; look < LOOKS; look++) {
            boolean isAbove = present.isPresent(id);
            Optional<Secret> document = isAbove ? loadUpper(id) : lower.load(id);
            // Readers take no lock: a session that is moving to the other store exists and must not look logged out.
            if (document.isPresent() || !isAbove && !present.isPresent(id)) {
                return document;
            }
        }
        return present.isPresent(id) ? loadUpper(id) : lower.load(id);
    }

    private Optional<Secret> loadUpper(SessionId id) {
        if (told.add(id) && Presence.in(lower, id) == Presence.PRESENT) {
            warnings.accept("There are two sessions, at " + lower.location(id) + " and at " + upper.location(id)
                    + ". The second one is used. To delete the other one, log in again.");
        }
        return upper.load(id);
    }

    @Override
    public PreparedSave prepare(SessionId id, Hold hold) {
        if (!moves) {
            return storeOf(id).prepare(id, hold);
        }
        return target == kind ? new MovingSave.Raising(this, id, hold) : new MovingSave.Lowering(this, id, hold);
    }

    @Override
    public Optional<UnfinishedSave> interrupted(SessionId id) {
        return storeOf(id).interrupted(id);
    }

    @Override
    public void beginLogout(SessionId id, Hold hold) {
        boolean isAbove = present.isPresent(id);
        // The one that takes precedence last: if this is interrupted, the session is still visible and can be logged
        // out again.
        lower.beginLogout(id, hold);
        if (isAbove) {
            upper.beginLogout(id, hold);
        }
    }

    @Override
    public Optional<Secret> loadEnding(SessionId id) {
        return present.isPresent(id) ? upper.loadEnding(id) : lower.loadEnding(id);
    }

    @Override
    public void delete(SessionId id, Hold hold) {
        boolean isAbove = present.isPresent(id);
        // The lower one first: if something fails in between, the one that takes precedence is left.
        lower.delete(id, hold);
        if (isAbove) {
            upper.delete(id, hold);
        }
    }

    @Override
    public Optional<String> setAside(SessionId id, Hold hold) {
        return (present.isPresent(id) ? upper : lower).setAside(id, hold);
    }

    @Override
    public List<String> providers() {
        return Stream.of(lower, present.store())
                .flatMap(store -> store.providers().stream())
                .distinct()
                .toList();
    }

    @Override
    public List<SessionId> list(String provider, String afterAccount, int limit) {
        return Stream.of(lower, present.store())
                .flatMap(store -> store.list(provider, afterAccount, limit).stream())
                .distinct()
                .sorted(Comparator.comparing(SessionId::account))
                .limit(limit)
                .toList();
    }

    @Override
    public List<SessionId> list(Consumer<? super StorageException> unreadable) {
        Set<String> told = new HashSet<>(); // Both stores encounter the same folders.
        Consumer<StorageException> once = failure -> {
            if (told.add(String.valueOf(failure.getMessage()))) {
                unreadable.accept(failure);
            }
        };
        Set<SessionId> all = new LinkedHashSet<>(lower.list(once));
        all.addAll(present.store().list(once));
        return List.copyOf(all);
    }

    @Override
    public String location(SessionId id) {
        try {
            return storeOf(id).location(id);
        } catch (StorageException e) {
            // The upper store's document, or what is in its place, cannot be accessed.
            return upper.location(id);
        }
    }

    @Override
    public Watch watch(Consumer<Optional<SessionId>> changed) {
        Watch below = lower.watch(changed);
        Watch above = upper.watch(changed);
        return () -> {
            below.close();
            above.close();
        };
    }
}
