package dev.latchkey.local.storage;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.local.internal.AdHocProvider;
import dev.latchkey.model.LockId;
import dev.latchkey.model.LockId.Kind;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.model.UnfinishedSave;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionLock.Hold;
import dev.latchkey.port.SessionStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Also finds the sessions of an ad hoc provider where version 0.1.0 stored them, under its short name. Reading leaves them there; {@link
 * RenamingLock} moves them. If both places have one, the new one takes precedence. Safe for use by several threads.
 */
public final class RenamedStore extends ForwardingStore {
    private final ChosenStore store;
    private final BiPredicate<String, Secret> owner;
    private final Map<SessionId, StorageException> notMoved;

    /**
     * @param store contains sessions under either name
     * @param owner whether a document under the former name may belong to the provider with this present name
     */
    RenamedStore(ChosenStore store, BiPredicate<String, Secret> owner) {
        this(store, owner, new ConcurrentHashMap<>());
    }

    private RenamedStore(
            ChosenStore store, BiPredicate<String, Secret> owner, Map<SessionId, StorageException> notMoved) {
        this.store = store;
        this.owner = owner;
        this.notMoved = notMoved;
    }

    @Override
    SessionStore store() {
        return store;
    }

    /** This store for a login: it saves in a particular store, wherever the session was before. */
    public RenamedStore savingIn(StoreKind kind) {
        return new RenamedStore(store.savingIn(kind), owner, notMoved);
    }

    /** This store, except that it saves sessions that are in no store yet in a particular one. */
    public RenamedStore newIn(StoreKind kind) {
        return new RenamedStore(store.newIn(kind), owner, notMoved);
    }

    /**
     * The store that the session is in or would be saved in.
     *
     * @throws StorageException if that cannot be determined
     */
    public StoreKind kindOf(SessionId id) {
        return store.kindOf(place(id));
    }

    /** The sessions of one provider, under its present name. */
    public List<SessionId> of(String provider) {
        Stream<String> names = Stream.concat(Stream.of(provider), AdHocProvider.formerName(provider).stream());
        return of(provider, names.flatMap(name -> store.list(name).stream()).toList());
    }

    /** The sessions of one provider among these. */
    public List<SessionId> of(String provider, List<SessionId> all) {
        Optional<String> former = AdHocProvider.formerName(provider);
        return all.stream()
                .filter(id -> id.provider().equals(provider)
                        || former.filter(id.provider()::equals).isPresent() && isOf(provider, id))
                .map(id -> new SessionId(provider, id.account()))
                .distinct()
                .toList();
    }

    /** Whether a logout of the session was begun but not finished, so it counts as logged out. False if that cannot be determined. */
    public boolean isEnding(SessionId id) {
        try {
            return load(id).isEmpty() && loadEnding(id).isPresent();
        } catch (StorageException e) {
            return false;
        }
    }

    /**
     * The only store that contains sessions of a provider; empty if there are no sessions, or several stores, or if that cannot be
     * determined.
     */
    public Optional<StoreKind> onlyKindOf(String provider) {
        try {
            List<StoreKind> kinds =
                    of(provider).stream().map(this::kindOf).distinct().toList();
            return kinds.size() == 1 ? Optional.of(kinds.get(0)) : Optional.empty();
        } catch (StorageException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<Secret> load(SessionId id) {
        Optional<Secret> document = store.load(id);
        return document.isPresent() ? document : formerPlace(id).flatMap(store::load);
    }

    @Override
    public PreparedSave prepare(SessionId id, Hold hold) {
        Optional<SessionId> former = formerPlace(id);
        if (former.isPresent() && store.load(former.get()).isPresent()) {
            StorageException failure = notMoved.get(id);
            throw failure != null ? failure : stillThere(former.get());
        }
        return store.prepare(id, hold);
    }

    @Override
    public Optional<UnfinishedSave> interrupted(SessionId id) {
        return store.interrupted(place(id));
    }

    @Override
    public void beginLogout(SessionId id, Hold hold) {
        hold.requireSession(id);
        SessionId place = place(id);
        store.beginLogout(place, holdOf(place, hold));
    }

    @Override
    public Optional<Secret> loadEnding(SessionId id) {
        return store.loadEnding(place(id));
    }

    @Override
    public void delete(SessionId id, Hold hold) {
        hold.requireSession(id);
        // The one that takes precedence last: if this is interrupted, a revoked session does not reappear.
        AdHocProvider.former(id)
                .filter(former -> isToMove(former, id))
                .ifPresent(former -> store.delete(former, holdOf(former, hold)));
        store.delete(id, hold);
    }

    @Override
    public Optional<String> setAside(SessionId id, Hold hold) {
        hold.requireSession(id);
        SessionId place = place(id);
        return store.setAside(place, holdOf(place, hold));
    }

    @Override
    public String location(SessionId id) {
        try {
            return store.location(place(id));
        } catch (StorageException e) {
            return store.location(id);
        }
    }

    /** Whether there is anything to move for this session, which requires its lock. */
    boolean isToMove(SessionId former, SessionId id) {
        return store.isThere(former) && isOf(id.provider(), former);
    }

    /** A document that cannot be read may belong to any provider. */
    private boolean isOf(String provider, SessionId former) {
        try {
            Optional<Secret> document = store.load(former).or(() -> store.loadEnding(former));
            return document.isEmpty() || owner.test(provider, document.get());
        } catch (StorageException e) {
            return true;
        }
    }

    /**
     * Moves a session from its former name to the present one: it is written there, in the same kind of store and sealed for its new name,
     * and only then deleted here. Both locks are held. If this is interrupted, the session is in both places, and identical copies are
     * deleted the next time.
     *
     * @param formerHold the lock of its former name
     * @param hold the lock of its present name
     * @throws StorageException if that failed; the session still exists
     */
    void move(SessionId former, Hold formerHold, SessionId id, Hold hold) {
        Optional<Secret> document = store.load(former);
        if (document.isEmpty() || !owner.test(id.provider(), document.get())) {
            return; // Its logout was begun, or another process was faster.
        }
        if (store.isThere(id)) {
            if (store.load(id).equals(document)) {
                store.delete(former, formerHold);
            }
            return;
        }
        try (PreparedSave save = store.savingIn(store.kindOf(former)).prepare(id, hold)) {
            save.commit(document.get());
        }
        if (!store.load(id).equals(document)) {
            throw stillThere(former);
        }
        store.delete(former, formerHold);
    }

    /**
     * A session that could not be moved is deleted or set aside under the lock of its present name. A caller that holds only that one
     * acquires the other.
     */
    private static Hold holdOf(SessionId place, Hold hold) {
        LockId id = LockId.session(place);
        return hold.id().equals(id) ? hold : new FormerHold(id, hold);
    }

    private record FormerHold(LockId id, Hold present) implements Hold {
        @Override
        public void check() {
            present.check();
        }

        @Override
        public void close() {
            // The other lock's hold.
        }
    }

    private SessionId place(SessionId id) {
        return formerPlace(id).orElse(id);
    }

    /** The former id, if the session is there and there is nothing under the present one. */
    private Optional<SessionId> formerPlace(SessionId id) {
        Optional<SessionId> former = AdHocProvider.former(id);
        return former.isPresent() && !store.isThere(id) && isToMove(former.get(), id) ? former : Optional.empty();
    }

    private StorageException stillThere(SessionId former) {
        String where = store.location(former);
        return new StorageException(
                Reason.NOT_WRITABLE,
                where,
                "The session at " + where
                        + " could not be moved to where this version keeps it. It stays there; try again.",
                null);
    }

    /**
     * A session's lock that first moves what version 0.1.0 stored under another name. The move also takes that name's lock, so that no
     * process of that version renews the session meanwhile. The present name's lock is always taken before the former one's. Safe for use by
     * several threads.
     */
    record RenamingLock(SessionLock lock, RenamedStore store) implements SessionLock {
        @Override
        public Hold acquire(LockId id, Duration limit) {
            return moved(lock.acquire(id, limit), limit);
        }

        @Override
        public Optional<Hold> acquire(LockId id, Duration limit, BooleanSupplier needed) {
            return lock.acquire(id, limit, needed).map(hold -> moved(hold, limit));
        }

        private Hold moved(Hold hold, Duration limit) {
            SessionId id = hold.id().session();
            Optional<SessionId> former =
                    id == null || hold.id().kind() != Kind.SESSION ? Optional.empty() : AdHocProvider.former(id);
            if (id == null || former.isEmpty()) {
                return hold;
            }
            try {
                if (store.isToMove(former.get(), id)) {
                    try (Hold formerHold = lock.acquire(LockId.session(former.get()), limit)) {
                        store.move(former.get(), formerHold, id, hold);
                    }
                }
            } catch (StorageException e) {
                // The session can be read and deleted where it is, and a logout does not need the move, but nothing may
                // be
                // saved in addition to it.
                store.notMoved.put(id, e);
            } catch (RuntimeException | Error e) {
                hold.close();
                throw e;
            }
            return hold;
        }
    }
}
