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
 * Two stores as one: each session is read and renewed in the store that it is in. Where both hold one, the upper one counts,
 * and it is said. The lower one may be two such stores itself. Both list by account in the order of {@link String#compareTo}. Safe for use by several threads.
 */
final class ChosenStore implements SessionStore {
    /** A session may move while it is read; it is looked for so often. */
    private static final int LOOKS = 5;

    private final SessionStore lower;
    private final SessionStore upper;
    private final Upper present;
    private final StoreKind kind;
    private final @Nullable StoreKind target;
    private final boolean moves;
    private final Consumer<String> warnings;
    private final Set<SessionId> told = ConcurrentHashMap.newKeySet();

    /** Looks for documents in the upper store. Sealed files are not opened for it, so that no keyring is asked. */
    interface Upper {
        /**
         * Whether there is one, readable or not.
         *
         * @throws StorageException if that cannot be told, or if the store cannot be read here, as where this host's keys do not open
         *     the database's document
         */
        boolean isPresent(SessionId id);

        /** The store that lists them. */
        SessionStore store();
    }

    /**
     * @param lower keeps sessions in files, as they are; or two stores as one
     * @param upper keeps what counts more: sealed files, or a database
     * @param present where the upper store's documents are
     * @param kind the upper store's
     * @param warnings told once of each session that is in both
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
        this.lower = Objects.requireNonNull(lower, "lower");
        this.upper = Objects.requireNonNull(upper, "upper");
        this.present = Objects.requireNonNull(present, "present");
        this.kind = Objects.requireNonNull(kind, "kind");
        this.target = target;
        this.moves = moves;
        this.warnings = Objects.requireNonNull(warnings, "warnings");
    }

    /**
     * The same, but what is saved goes to that store, whatever the session was in before: for a login.
     *
     * @throws StorageException if this program was not given that store
     */
    ChosenStore savingIn(StoreKind newTarget) {
        return saving(newTarget, true);
    }

    /**
     * The same, but what is in no store yet is saved in that one.
     *
     * @throws StorageException if this program was not given that store
     */
    ChosenStore newIn(StoreKind newTarget) {
        return saving(newTarget, false);
    }

    private ChosenStore saving(StoreKind newTarget, boolean moving) {
        SessionStore below = newTarget == kind ? lower : lower(newTarget, moving);
        return new ChosenStore(below, upper, present, kind, newTarget, moving, warnings);
    }

    /**
     * The store beneath, as it is when a session moves there; where it is two, in that one.
     *
     * @throws StorageException if this program was not given that store
     */
    SessionStore lower(StoreKind wanted) {
        return lower(wanted, true);
    }

    private SessionStore lower(StoreKind wanted, boolean moving) {
        if (lower instanceof ChosenStore two) {
            return two.saving(wanted, moving);
        }
        if (wanted != StoreKind.FILE) {
            throw StoreCheck.noDatabase().failure();
        }
        return lower;
    }

    SessionStore lower() {
        return lower;
    }

    SessionStore upper() {
        return upper;
    }

    Upper present() {
        return present;
    }

    StoreKind kind() {
        return kind;
    }

    /** The store of that kind; where there is none, the one at the bottom. */
    SessionStore of(StoreKind wanted) {
        if (wanted == kind) {
            return upper;
        }
        return lower instanceof ChosenStore two ? two.of(wanted) : lower;
    }

    /**
     * Which store the session is in, or would be saved in.
     *
     * @throws StorageException if that cannot be told
     */
    StoreKind kindOf(SessionId id) {
        if (isAbove(id)) {
            return kind;
        }
        return lower instanceof ChosenStore two ? two.kindOf(id) : StoreKind.FILE;
    }

    private boolean isAbove(SessionId id) {
        return present.isPresent(id) || target == kind && !isBelow(id);
    }

    /** Also where that cannot be told. What is sealed there is not opened for it. */
    private boolean isBelow(SessionId id) {
        Presence below = lower instanceof ChosenStore two ? Presence.of(() -> two.isThere(id)) : Presence.in(lower, id);
        return below != Presence.ABSENT;
    }

    /**
     * Whether there is a session, readable or not, be its logout begun or not; also where that cannot be told of the lower one.
     *
     * @throws StorageException if it cannot be told of the upper one
     */
    boolean isThere(SessionId id) {
        return present.isPresent(id) || isBelow(id);
    }

    @Override
    public Optional<Secret> load(SessionId id) {
        for (int look = 1; look < LOOKS; look++) {
            boolean isAbove = present.isPresent(id);
            Optional<Secret> document = isAbove ? loadUpper(id) : lower.load(id);
            // Readers take no lock: a session that moves to the other store meanwhile is there, and not logged out.
            if (document.isPresent() || !isAbove && !present.isPresent(id)) {
                return document;
            }
        }
        return present.isPresent(id) ? loadUpper(id) : lower.load(id);
    }

    private Optional<Secret> loadUpper(SessionId id) {
        if (told.add(id) && Presence.in(lower, id) == Presence.PRESENT) {
            warnings.accept("There are two sessions, at " + lower.location(id) + " and at " + upper.location(id)
                    + ". The second one counts; log out, or log in again, to be rid of the other.");
        }
        return upper.load(id);
    }

    @Override
    public PreparedSave prepare(SessionId id, Hold hold) {
        if (!moves) {
            return (isAbove(id) ? upper : lower).prepare(id, hold);
        }
        return target == kind
                ? MovingSave.raising(lower, upper, present, id, hold, warnings)
                : MovingSave.lowering(lower, upper, present, id, hold);
    }

    @Override
    public Optional<UnfinishedSave> interrupted(SessionId id) {
        return (isAbove(id) ? upper : lower).interrupted(id);
    }

    @Override
    public void beginLogout(SessionId id) {
        boolean isAbove = present.isPresent(id);
        // The one that counts last: if this stops in between, the session is still seen, and can be logged out again.
        lower.beginLogout(id);
        if (isAbove) {
            upper.beginLogout(id);
        }
    }

    @Override
    public Optional<Secret> loadEnding(SessionId id) {
        return present.isPresent(id) ? upper.loadEnding(id) : lower.loadEnding(id);
    }

    @Override
    public void delete(SessionId id, Hold hold) {
        boolean isAbove = present.isPresent(id);
        // The lower one first: if something fails in between, what is left is the one that counts.
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
        Set<String> told = new HashSet<>(); // Both stores meet the same folders.
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
            return (isAbove(id) ? upper : lower).location(id);
        } catch (StorageException e) {
            // There is something that cannot be looked at, where the upper store would have it.
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
