package dev.latchkey.session;

import dev.latchkey.error.AuthException;
import dev.latchkey.error.StorageException;
import dev.latchkey.port.TimeSource;
import dev.latchkey.token.StoredSession;
import dev.latchkey.token.TokenLifecycle;
import dev.latchkey.token.TokenLifecycle.Decision;
import dev.latchkey.token.TokenLifecycle.Window;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a session in memory: one volatile field that is read without a lock. The store is never read inside a monitor. Safe for use
 * by several threads.
 */
final class SessionMemory {
    private final SessionSlot slot;
    private final RandomGenerator random;
    private final TimeSource time;
    /** If many threads start at the same time, one read of the store is enough. */
    private final ReentrantLock firstLook = new ReentrantLock();

    private volatile @Nullable Tokens current;
    /** Others changed the stored session, so the next read goes to the store. */
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
        isDoubted = false; // Before the read, so that a change in the meantime is noticed.
        try {
            return reload();
        } catch (StorageException e) {
            if (known == null) {
                throw e;
            }
            return Optional.of(known); // Valid tokens remain in use if the store cannot be read.
        }
    }

    /** Others changed the stored session, so the next read goes to the store. If that fails, the tokens here remain in use. */
    synchronized void doubt() {
        Tokens known = current;
        isDoubted = true;
        current = known == null ? null : known.unchecked(known.window());
    }

    /** Reads the store. The result replaces the tokens in memory, unless those could not be stored and the store is still older. */
    Optional<Tokens> reload() {
        while (true) {
            long before = changes();
            Optional<StoredSession> stored = slot.load();
            synchronized (this) {
                // If others changed the memory in the meantime, the result of the read may be older than theirs.
                if (before == changes) {
                    return replaceBy(stored.orElse(null));
                }
            }
        }
    }

    /** Whether others stored good tokens in place of these, which are then in memory. False if the store cannot be read. */
    boolean isReplaced(Tokens seen, Duration minimumLife) {
        try {
            return reload().filter(stored ->
                            !seen.isSameTokenAs(stored.session()) && stored.isGood(Moment.now(time), minimumLife))
                    .isPresent();
        } catch (AuthException e) {
            return false; // Whoever acquires the lock reads it again, and reports that.
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
        // While tokens are being stored, they are briefly both stored and unsaved.
        if (known != null && (known.session().equals(stored) || known.isAheadOf(stored))) {
            return Optional.of(known);
        }
        return Optional.of(publishStored(stored));
    }

    /** Uses these tokens from now on; they are stored, by any process. */
    Tokens publishStored(StoredSession session) {
        return publish(session, null, false);
    }

    /** Like {@link #publishStored}; this process got them from the server just now. */
    Tokens publishSaved(StoredSession session) {
        return publish(session, null, true);
    }

    /**
     * Uses these tokens from now on; this process got them from the server but could not store them yet.
     *
     * @param over what the store still contains
     */
    Tokens publishUnsaved(StoredSession session, StoredSession over) {
        return publish(session, over, true);
    }

    private synchronized Tokens publish(StoredSession session, @Nullable StoredSession unsavedOver, boolean ours) {
        // The jitter is fixed for this process and this token; each new token gets a new one.
        Window window = TokenLifecycle.window(session, random.nextDouble());
        Tokens published = new Tokens(session, window, ++generations, unsavedOver, ours, Moment.now(time), null);
        changes++;
        current = published;
        return published;
    }

    /** These tokens, which are already in use, are now stored. */
    synchronized Tokens saved(Tokens unsaved) {
        Tokens known = current;
        if (known != null && known.generation() == unsaved.generation()) {
            changes++;
            current = known.saved();
        }
        return unsaved.saved();
    }

    /** These tokens were found to be fresh; for a few seconds, one look at the wall clock is enough. */
    synchronized void lookedAt(Tokens fresh, Moment now) {
        Tokens known = current;
        if (known != null && known.generation() == fresh.generation() && !isDoubted) {
            current = known.lookedAt(now);
        }
    }

    synchronized void forget() {
        changes++;
        current = null;
    }

    boolean isStored() {
        Tokens known = current;
        return known == null || known.unsavedOver() == null;
    }

    /** Discards the tokens in memory unless they could not be stored, because they exist nowhere else. */
    synchronized void forgetWhatIsStored() {
        if (isStored()) {
            forget();
        }
    }

    /**
     * Tokens in memory; replaced as a whole.
     *
     * @param session the tokens
     * @param window when they are used and when they are renewed
     * @param generation counts the access tokens of this process
     * @param unsavedOver null if the tokens are stored, else what the store still contains: as long as it does, these tokens are the
     *     valid ones, and the next save replaces exactly that
     * @param ours whether this process got these tokens from the server: then its monotonic clock knows their age, whatever the wall clock
     *     does
     * @param seen when this process first saw these tokens
     * @param freshPeriod while the wall clock is within it, the tokens are fresh and nothing else needs to be checked; null if they have not
     *     been checked yet
     */
    record Tokens(
            StoredSession session,
            Window window,
            long generation,
            @Nullable StoredSession unsavedOver,
            boolean ours,
            Moment seen,
            @Nullable FreshPeriod freshPeriod) {
        private Tokens lookedAt(Moment now) {
            return new Tokens(session, window, generation, unsavedOver, ours, seen, FreshPeriod.at(now, seen, window));
        }

        private Tokens unchecked(Window newWindow) {
            return new Tokens(session, newWindow, generation, unsavedOver, ours, seen, null);
        }

        /** These tokens, after a server refused the access token, whatever its expiry. */
        Tokens refused() {
            return unchecked(new Window(Long.MIN_VALUE, Long.MIN_VALUE, Long.MIN_VALUE));
        }

        BearerToken bearer() {
            return new BearerToken(session.accessToken(), generation);
        }

        Tokens saved() {
            return new Tokens(session, window, generation, null, ours, seen, freshPeriod);
        }

        boolean isInFreshPeriod(long nowMillis) {
            return freshPeriod != null && nowMillis >= freshPeriod.fromMillis && nowMillis < freshPeriod.untilMillis;
        }

        /** Whether these tokens are newer than the stored ones because they could not be stored. */
        boolean isAheadOf(StoredSession stored) {
            return unsavedOver != null && SessionSlot.isStill(stored, unsavedOver);
        }

        /** A server may return the same access token again with another lifetime or refresh token. Then the stored session is used. */
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
            return decide(now, minimumLife).isUse();
        }

        boolean isUsable(Moment now) {
            return TokenLifecycle.isUsable(window, seen.wallClockAt(now));
        }

        /** The time until a renewal is due; zero or less if it is. */
        Duration untilRenewal(Moment now) {
            long due = window.renewFromMillis();
            return Duration.ofMillis(due == Long.MAX_VALUE ? due : due - seen.wallClockAt(now));
        }
    }

    /**
     * For a few seconds of the wall clock, a fresh token is used without reading the monotonic clock, which doubles a call's cost. A wall
     * clock that is set leaves the period, or stays within these few seconds.
     *
     * @param fromMillis the wall clock at the time of the check, in milliseconds since the epoch
     * @param untilMillis the end, exclusive
     */
    private record FreshPeriod(long fromMillis, long untilMillis) {
        private static final long LENGTH_MILLIS = 5_000;

        static FreshPeriod at(Moment now, Moment seen, Window window) {
            long ahead = seen.wallClockAt(now) - now.epochMillis; // How far the wall clock was set back.
            long until = Math.min(now.epochMillis + LENGTH_MILLIS, window.renewFromMillis() - ahead);
            return new FreshPeriod(now.epochMillis, until);
        }
    }

    /**
     * A moment on both clocks.
     *
     * @param epochMillis the wall clock, in milliseconds since the epoch
     * @param monotonicNanos the monotonic clock, in nanoseconds
     */
    record Moment(long epochMillis, long monotonicNanos) {
        static Moment now(TimeSource time) {
            return new Moment(time.epochMillis(), time.monotonicNanos());
        }

        /**
         * The assumed wall clock at another moment: its reading, but no less than has passed since this moment. So setting it back does
         * not lengthen a token's life, and time during which the machine was suspended counts, even if the monotonic clock omits it.
         */
        private long wallClockAt(Moment now) {
            long passed = TimeUnit.NANOSECONDS.toMillis(now.monotonicNanos - monotonicNanos);
            return Math.max(now.epochMillis, epochMillis + passed);
        }
    }
}
