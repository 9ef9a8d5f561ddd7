package dev.latchkey.session;

import dev.latchkey.error.StorageException;
import dev.latchkey.port.TimeSource;
import dev.latchkey.token.Decision;
import dev.latchkey.token.StoredSession;
import dev.latchkey.token.TokenLifecycle;
import dev.latchkey.token.TokenLifecycle.Window;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that a session holds in memory: one volatile field that readers read without a lock. The store is never read inside
 * a monitor. Safe for use by several threads.
 */
final class SessionMemory {
    private final SessionSlot slot;
    private final RandomGenerator random;
    private final TimeSource time;
    /** Many threads may begin at once, and one look at the store will do. */
    private final ReentrantLock firstLook = new ReentrantLock();

    private volatile @Nullable Tokens current;
    /** Others changed what is stored: the next look goes there. */
    private volatile boolean isDoubted;

    private long generations; // guarded by this
    private long changes; // guarded by this

    SessionMemory(SessionSlot slot, RandomGenerator random, TimeSource time) {
        this.slot = slot;
        this.random = random;
        this.time = time;
    }

    @Nullable
    Tokens current() {
        return current;
    }

    /** What is in memory, else what is stored. */
    Optional<Tokens> currentOrLoad() {
        Tokens known = current;
        if (known != null && !isDoubted) {
            return Optional.of(known);
        }
        firstLook.lock();
        try {
            known = current;
            return known != null && !isDoubted ? Optional.of(known) : reloadDoubted(known);
        } finally {
            firstLook.unlock();
        }
    }

    private Optional<Tokens> reloadDoubted(@Nullable Tokens known) {
        isDoubted = false; // Before it is read: what changes meanwhile is told again.
        try {
            return reload();
        } catch (StorageException e) {
            if (known == null) {
                throw e;
            }
            return Optional.of(known); // Good tokens outlive a store that cannot be read now.
        }
    }

    /** Others changed what is stored: the next look goes there. What is here stays in use if that fails. */
    synchronized void doubt() {
        Tokens known = current;
        isDoubted = true;
        current = known == null ? null : known.withoutGlance();
    }

    /**
     * What is stored now; it takes the place of what was in memory, unless that could not be stored and the store is still
     * behind.
     */
    Optional<Tokens> reload() {
        while (true) {
            long before = changes();
            Optional<StoredSession> stored = slot.load();
            synchronized (this) {
                // If others changed the memory meanwhile, what was read may be older than what they put there.
                if (before == changes) {
                    return replaceBy(stored.orElse(null));
                }
            }
        }
    }

    private synchronized long changes() {
        return changes;
    }

    private synchronized Optional<Tokens> replaceBy(@Nullable StoredSession stored) {
        Tokens known = current;
        if (stored == null) {
            forget();
            return Optional.empty();
        }
        // Tokens that are stored this very moment are both for an instant: stored, and to be stored.
        if (known != null && (known.session().equals(stored) || known.isAheadOf(stored))) {
            return Optional.of(known);
        }
        return Optional.of(publishStored(stored));
    }

    /** From here on, everyone uses these tokens, which are stored, by whichever process. */
    Tokens publishStored(StoredSession session) {
        return publish(session, null, false);
    }

    /** The same for tokens that this process got from the server just now, and stored. */
    Tokens publishSaved(StoredSession session) {
        return publish(session, null, true);
    }

    /**
     * The same for tokens that it got and could not store yet.
     *
     * @param over what the store still holds
     */
    Tokens publishUnsaved(StoredSession session, StoredSession over) {
        return publish(session, over, true);
    }

    private synchronized Tokens publish(StoredSession session, @Nullable StoredSession unsavedOver, boolean ours) {
        // The jitter is fixed for this process and this token; a new token draws a new one.
        Window window = TokenLifecycle.window(session, random.nextDouble());
        Tokens published = new Tokens(session, window, ++generations, unsavedOver, ours, Moment.now(time), null);
        changes++;
        current = published;
        return published;
    }

    /** These tokens, which everyone uses already, are stored by now. */
    synchronized Tokens saved(Tokens unsaved) {
        Tokens known = current;
        if (known != null && known.generation() == unsaved.generation()) {
            changes++;
            current = known.saved();
        }
        return unsaved.saved();
    }

    /** These tokens were looked at and are fresh: for a while a glance will do. */
    synchronized void lookedAt(Tokens fresh, Moment now) {
        Tokens known = current;
        if (known != null && known.generation() == fresh.generation() && !isDoubted) {
            current = known.lookedAt(now);
        }
    }

    /** What is in memory is no longer believed; the next look goes to the store. */
    synchronized void forget() {
        changes++;
        current = null;
    }

    /** Whether nothing is here that could not be stored. */
    boolean isStored() {
        Tokens known = current;
        return known == null || known.unsavedOver() == null;
    }

    /** The same, but tokens that could not be stored are nowhere else. */
    synchronized void forgetWhatIsStored() {
        if (isStored()) {
            forget();
        }
    }

    /**
     * Tokens in memory; replaced as a whole.
     *
     * @param session the tokens
     * @param window when they are used and when renewed
     * @param generation counts the access tokens that this process has had
     * @param unsavedOver null as a rule: what is here is stored. Else these tokens could not be stored, and this is what the
     *     store still holds: while it does, memory counts, and the next save replaces exactly that
     * @param ours whether this process got these tokens from the server itself: then its monotonic clock knows their age,
     *     whatever the wall clock does
     * @param seen when this process first saw these tokens
     * @param glance while the wall clock is within, the tokens are fresh and nothing else need be looked at; null where nobody
     *     has looked yet
     */
    record Tokens(
            StoredSession session,
            Window window,
            long generation,
            @Nullable StoredSession unsavedOver,
            boolean ours,
            Moment seen,
            @Nullable Glance glance) {
        private Tokens lookedAt(Moment now) {
            return new Tokens(session, window, generation, unsavedOver, ours, seen, Glance.at(now, seen, window));
        }

        private Tokens withoutGlance() {
            return new Tokens(session, window, generation, unsavedOver, ours, seen, null);
        }

        BearerToken bearer() {
            return new BearerToken(session.accessToken(), generation);
        }

        /** The same tokens, stored by now. */
        Tokens saved() {
            return new Tokens(session, window, generation, null, ours, seen, glance);
        }

        /** Whether the tokens are fresh for sure, by one look at the wall clock. */
        boolean isFreshAtAGlance(long nowMillis) {
            return glance != null && nowMillis >= glance.fromMillis && nowMillis < glance.untilMillis;
        }

        /** Whether these tokens are newer than what is stored, since they could not be. */
        boolean isAheadOf(StoredSession stored) {
            return unsavedOver != null && SessionSlot.isStill(stored, unsavedOver);
        }

        /** A server may hand out the same access token again, with another life or refresh token: then what is stored counts. */
        boolean isSameTokenAs(StoredSession stored) {
            return stored.accessToken().equals(session.accessToken())
                    && stored.expiresAt().equals(session.expiresAt());
        }

        Decision decide(Moment now, Duration minimumLife) {
            boolean clockWentBack = !ours && now.epochMillis < window.usableFromMillis();
            return TokenLifecycle.decide(
                    session, window, clockWentBack ? now.epochMillis : seen.wallClockAt(now), minimumLife);
        }

        boolean isGood(Moment now, Duration minimumLife) {
            Decision decision = decide(now, minimumLife);
            return decision == Decision.USE || decision == Decision.USE_AND_RENEW_AHEAD;
        }

        boolean isUsable(Moment now) {
            return TokenLifecycle.isUsable(window, seen.wallClockAt(now));
        }

        /** How long until it is time to renew; zero or less if it is. */
        Duration untilRenewal(Moment now) {
            long due = window.renewFromMillis();
            return Duration.ofMillis(due == Long.MAX_VALUE ? due : due - seen.wallClockAt(now));
        }
    }

    /**
     * For a few seconds of the wall clock a token that was found fresh is used without another look at the monotonic clock,
     * which would double the cost of the commonest call. A wall clock that is set leaves the glance, or stays within these few
     * seconds.
     *
     * @param fromMillis the wall clock when somebody looked, in milliseconds since the epoch
     * @param untilMillis the end, exclusive
     */
    private record Glance(long fromMillis, long untilMillis) {
        private static final long LENGTH_MILLIS = 5_000;

        static Glance at(Moment now, Moment seen, Window window) {
            long ahead = seen.wallClockAt(now) - now.epochMillis; // How far the wall clock was set back.
            long until = Math.min(now.epochMillis + LENGTH_MILLIS, window.renewFromMillis() - ahead);
            return new Glance(now.epochMillis, until);
        }
    }

    /**
     * One moment on both clocks.
     *
     * @param epochMillis the wall clock then, in milliseconds since the epoch
     * @param monotonicNanos the monotonic clock then, in nanoseconds
     */
    record Moment(long epochMillis, long monotonicNanos) {
        static Moment now(TimeSource time) {
            return new Moment(time.epochMillis(), time.monotonicNanos());
        }

        /**
         * What to take for the wall clock at another moment: what it shows, but no less than has passed since. So a wall clock
         * that is set back does not lengthen a token's life; and time in which the machine slept, which the monotonic clock may
         * leave out, counts.
         */
        private long wallClockAt(Moment now) {
            long passed = TimeUnit.NANOSECONDS.toMillis(now.monotonicNanos - monotonicNanos);
            return Math.max(now.epochMillis, epochMillis + passed);
        }
    }
}
