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
 * The sessions of many accounts at one provider, for a service that acts for people. Recently used sessions stay in memory and are renewed
 * ahead of time, so that no caller waits; the others are released, and opened again on demand. Changes by other hosts take effect as soon as
 * the store {@linkplain dev.latchkey.port.SessionStore#watch reports} them.
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
     * Opens a pool without reading any session yet.
     *
     * @param adapters as for one session; the store is watched until the pool is closed
     * @param most how many sessions to keep in memory; exceeded only while that many have unsaved tokens
     * @throws IllegalArgumentException if it is less than one
     */
    public static SessionPool open(OAuthProvider provider, Adapters adapters, int most) {
        return new SessionPool(provider, adapters, most);
    }

    /**
     * Returns the session of an account, which need not be logged in. Does not block. Call this each time instead of keeping the session:
     * one that the pool has released does not notice changes made elsewhere.
     *
     * @throws IllegalStateException if the pool was closed
     * @throws IllegalArgumentException if it is not a valid account name
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

    /** Releases the least recently used sessions, except the newest one and those with unsaved tokens or an operation in progress. */
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

    /** The number of sessions in memory. */
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
     * Waits for all renewals in progress. Call it after {@link #close}, before the program exits or the store is closed; see {@link
     * AuthSession#awaitRenewal}.
     *
     * @param limit the maximum time to wait for each
     * @return whether none is in progress any more
     * @throws InterruptedException if the thread is interrupted; the renewals continue
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

    /** Stops renewing ahead of time and watching the store. Renewals and pending logins continue. Closing it again does nothing. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        watch.close();
        kept().forEach(kept -> kept.renewer().close());
    }
}
