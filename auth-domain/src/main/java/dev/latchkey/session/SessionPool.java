package dev.latchkey.session;

import dev.latchkey.model.SessionId;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.port.SessionStore.Watch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Many accounts' sessions at one provider, for a service that acts for people. Those that were used lately are in memory and renewed
 * ahead of time, so that no caller waits; the others are let go, and opened again when somebody asks for them. What other hosts save or
 * log out counts here as soon as the store {@linkplain dev.latchkey.port.SessionStore#watch tells} it.
 *
 * <pre>{@code
 * try (SessionPool sessions = SessionPool.open(provider, adapters, 10_000)) {
 *     Secret token = sessions.session("alice").accessToken();
 * }
 * }</pre>
 *
 * <p>Safe for use by several threads.
 */
public final class SessionPool implements AutoCloseable {
    private final OAuthProvider provider;
    private final Adapters adapters;
    private final int most;
    /** In the order of their last use; guarded by this. */
    private final Map<SessionId, Kept> sessions = new LinkedHashMap<>();

    private final Watch watch;
    private boolean closed; // guarded by this

    private record Kept(AuthSession session, BackgroundRenewer renewer) {}

    private SessionPool(OAuthProvider provider, Adapters adapters, int most) {
        this.provider = Objects.requireNonNull(provider, "provider");
        this.adapters = Objects.requireNonNull(adapters, "adapters");
        if (most < 1) {
            throw new IllegalArgumentException("most must be at least 1");
        }
        this.most = most;
        this.watch = adapters.store().watch(this::changed);
    }

    /**
     * Opens a pool; no session is read yet.
     *
     * @param adapters as for one session; the store's watch is open until the pool is closed
     * @param most how many sessions to keep in memory; more only while that many have tokens that could not be stored yet
     * @throws IllegalArgumentException if it is less than one
     */
    public static SessionPool open(OAuthProvider provider, Adapters adapters, int most) {
        return new SessionPool(provider, adapters, most);
    }

    /**
     * The session of an account, which need not be logged in. Waits for nothing. To be asked for each time, and not kept: of what was
     * let go, changes elsewhere are not told.
     *
     * @throws IllegalStateException if the pool was closed
     * @throws IllegalArgumentException if this cannot be an account
     */
    public synchronized AuthSession session(String account) {
        if (closed) {
            throw new IllegalStateException("The pool was closed");
        }
        SessionId id = new SessionId(provider.name(), account);
        Kept kept = sessions.remove(id);
        if (kept == null) {
            AuthSession session = AuthSession.open(provider, id, adapters);
            kept = new Kept(session, session.startRenewing());
        }
        sessions.put(id, kept); // Last in order.
        letGo();
        return kept.session();
    }

    /** Those that were used longest ago, but none with tokens that are nowhere else, and not the newest. */
    private void letGo() {
        Iterator<Kept> oldestFirst = sessions.values().iterator();
        while (sessions.size() > most && oldestFirst.hasNext()) {
            Kept kept = oldestFirst.next();
            if (oldestFirst.hasNext() && kept.session().isSettled()) {
                kept.renewer().close();
                oldestFirst.remove();
            }
        }
    }

    /** How many sessions are in memory. */
    public synchronized int size() {
        return sessions.size();
    }

    private synchronized void changed(Optional<SessionId> id) {
        if (id.isEmpty()) {
            sessions.values().forEach(kept -> kept.session().changedElsewhere());
        } else {
            Kept kept = sessions.get(id.get());
            if (kept != null) {
                kept.session().changedElsewhere();
            }
        }
    }

    /**
     * Waits for all renewals under way, as a program should before it ends, once the pool is closed; see {@link
     * AuthSession#awaitRenewal}.
     *
     * @param limit how long to wait for each at most
     * @return whether none is under way any more
     * @throws InterruptedException if the thread is interrupted; the renewals go on
     */
    public boolean awaitRenewals(Duration limit) throws InterruptedException {
        boolean ended = true;
        for (Kept kept : kept()) {
            ended &= kept.session().awaitRenewal(limit);
        }
        return ended;
    }

    private synchronized List<Kept> kept() {
        return new ArrayList<>(sessions.values());
    }

    /** Ends renewals ahead of time and the store's watch. Renewals under way go on. Closing it again does nothing. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        watch.close();
        kept().forEach(kept -> kept.renewer().close());
    }
}
