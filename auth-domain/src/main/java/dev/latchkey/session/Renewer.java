package dev.latchkey.session;

import dev.latchkey.error.AuthException;
import dev.latchkey.error.LockTimeoutException;
import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.port.TimeSource;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that one renewal runs at a time, on a thread of its own, and that all who need it wait for that one. The thread
 * is no daemon and gone when done: neither an interrupt of a caller nor the end of {@code main} loses a rotated token. Waiters
 * share its result and its failure; who comes after a failure tries again, but in an outage no faster than {@link RenewalBackoff}
 * says. Safe for use by several threads.
 */
final class Renewer implements Renewal.Waiters {
    /** How long the end of a process waits for tokens to be stored that could not be so far. */
    private static final Duration LAST_TRIES = Duration.ofSeconds(4);

    private static final Duration LAST_TRY = Duration.ofMillis(900);

    private final SessionParts parts;
    private final SessionMemory memory;
    private final TimeSource time;
    private final RenewalBackoff backoff; // guarded by this
    /** What callers wait for; done already while the renewal goes on storing what they use. Guarded by this. */
    private @Nullable CompletableFuture<Snapshot> underWay;
    /** Who came when that was done: the renewal renews once more, or another one does once it has ended. Guarded by this. */
    private @Nullable Late late;
    /** Done once the renewal's thread has nothing left to do. Guarded by this. */
    private CompletableFuture<Boolean> idle = CompletableFuture.completedFuture(true);

    /** The failure of a renewal that could not wait long for the lock, since the token could still be used. */
    private volatile @Nullable RuntimeException early;

    private @Nullable Thread renewing; // guarded by this
    private @Nullable Thread pausing; // guarded by this
    private boolean processEnds; // guarded by this

    private record Late(Snapshot seen, Duration minimumLife, CompletableFuture<Snapshot> wanted) {}

    Renewer(SessionParts parts, SessionMemory memory) {
        this.parts = parts;
        this.memory = memory;
        this.time = parts.adapters().time();
        this.backoff = new RenewalBackoff(time, parts.adapters().random());
    }

    /**
     * Renews what the caller saw, or joins whoever does.
     *
     * @param seen what the caller found wanting; if memory has something newer and good by now, that is the result
     */
    synchronized CompletableFuture<Snapshot> renew(Snapshot seen, Duration minimumLife) {
        Snapshot now = memory.current();
        Snapshot latest = now == null ? seen : now;
        if (latest.generation() != seen.generation() && isGood(latest, minimumLife)) {
            return CompletableFuture.completedFuture(latest);
        }
        if (Thread.currentThread() == renewing) {
            return CompletableFuture.failedFuture(new IllegalStateException(
                    "The session is being renewed on this thread, which would wait for itself; ask again later"));
        }
        CompletableFuture<Snapshot> running = underWay;
        if (running != null && !running.isDone()) {
            return running;
        }
        if (late != null) {
            return late.wanted();
        }
        Optional<RuntimeException> tooSoon = backoff.refuses();
        if (tooSoon.isPresent()) {
            return CompletableFuture.failedFuture(tooSoon.get());
        }
        CompletableFuture<Snapshot> wanted = new CompletableFuture<>();
        if (running == null) {
            start(latest, minimumLife);
            underWay = wanted;
        } else {
            late = new Late(latest, minimumLife, wanted);
            wake(); // A renewal that goes on storing has the lock, and renews what it could not store yet.
        }
        return wanted;
    }

    private synchronized void start(Snapshot seen, Duration minimumLife) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        Thread thread = new Thread(() -> run(seen, minimumLife, done), "latchkey-renewal");
        thread.setDaemon(false);
        thread.start();
        renewing = thread;
        idle = done;
        processEnds = false;
    }

    /** Starts a renewal that nobody waits for, unless one runs or failed just now. */
    synchronized void renewAhead(Snapshot seen) {
        if (underWay == null && backoff.allowsAhead()) {
            CompletableFuture<Snapshot> unused = renew(seen, Duration.ZERO);
        }
    }

    /**
     * Waits for a renewal under way, before the process ends. What could not be stored so far is tried for a few seconds more,
     * and then once more.
     *
     * @return whether nothing is under way any more
     */
    boolean await(Duration limit) throws InterruptedException {
        CompletableFuture<Snapshot> first = unanswered();
        CompletableFuture<Boolean> thread = awaitEnd(first, limit);
        if (idle().isDone()) {
            return true;
        }
        // Somebody may have come while the first one's tokens were being stored: then more tokens are on their way.
        CompletableFuture<Snapshot> second = unanswered();
        boolean isTheSame = second == null ? thread.equals(idle()) : second.equals(first);
        return !isTheSame && awaitEnd(second, limit).isDone() && idle().isDone();
    }

    /** Waits for the answer, and then for the end of its renewal's thread, which is returned. */
    private CompletableFuture<Boolean> awaitEnd(@Nullable CompletableFuture<Snapshot> answer, Duration limit)
            throws InterruptedException {
        if (answer != null && !isDone(answer, limit)) {
            return idle();
        }
        CompletableFuture<Boolean> done = idle();
        if (!isDone(done, limit.compareTo(LAST_TRIES) < 0 ? limit : LAST_TRIES)) {
            endProcess(done);
            boolean unused = isDone(done, LAST_TRY);
        }
        return done;
    }

    /** What somebody still waits for. */
    private synchronized @Nullable CompletableFuture<Snapshot> unanswered() {
        if (underWay != null && !underWay.isDone()) {
            return underWay;
        }
        return late == null ? null : late.wanted();
    }

    private synchronized CompletableFuture<Boolean> idle() {
        return idle;
    }

    private static boolean isDone(CompletableFuture<?> future, Duration limit) throws InterruptedException {
        try {
            future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException e) {
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private synchronized void endProcess(CompletableFuture<Boolean> renewal) {
        if (renewal == idle) {
            processEnds = true;
            wake();
        }
    }

    @Override
    public synchronized void use(Snapshot unsaved) {
        backoff.succeeded();
        if (underWay != null) {
            underWay.complete(unsaved);
        }
    }

    @Override
    public synchronized void fail(AuthException failure) {
        backoff.failed(failure);
        if (underWay != null) {
            underWay.completeExceptionally(failure);
        }
    }

    @Override
    public synchronized boolean wantMore() {
        if (late == null) {
            return false;
        }
        underWay = late.wanted();
        late = null;
        return true;
    }

    @Override
    public boolean pause(Duration pause) {
        synchronized (this) {
            if (processEnds || late != null) {
                return !processEnds;
            }
            pausing = Thread.currentThread();
        }
        try {
            time.pause(pause);
        } catch (InterruptedException e) {
            // Woken: somebody needs new tokens, or the process ends.
        }
        synchronized (this) {
            pausing = null;
            boolean unused = Thread.interrupted();
            return !processEnds;
        }
    }

    private void wake() {
        Thread thread = pausing;
        if (thread != null) {
            thread.interrupt();
        }
    }

    /** Whether this is the failure of a renewal that waited for the lock for a short while only. */
    boolean gaveUpEarly(LockTimeoutException failure) {
        return failure == early;
    }

    private boolean isGood(Snapshot snapshot, Duration minimumLife) {
        return switch (snapshot.decide(Moment.now(time), minimumLife)) {
            case USE, USE_AND_RENEW_AHEAD -> true;
            case RENEW, LOG_IN_AGAIN -> false;
        };
    }

    private void run(Snapshot seen, Duration minimumLife, CompletableFuture<Boolean> done) {
        Renewal renewal = new Renewal(parts, memory, minimumLife, this);
        boolean inNoNeed = seen.isUsable(Moment.now(time));
        try {
            Snapshot renewed = renewal.run(seen);
            CompletableFuture<Snapshot> waiting = finished(null);
            renewal.tell();
            waiting.complete(renewed);
        } catch (LoginRequiredException e) {
            memory.forget();
            CompletableFuture<Snapshot> waiting = finished(null);
            renewal.tell();
            waiting.completeExceptionally(e);
        } catch (RuntimeException | Error e) {
            if (inNoNeed && e instanceof LockTimeoutException timeout) {
                early = timeout;
            }
            CompletableFuture<Snapshot> waiting = finished(e);
            renewal.tell();
            waiting.completeExceptionally(e);
        } finally {
            done.complete(true);
        }
    }

    /**
     * Before the waiters wake up, so that whoever of them tries again starts a renewal of its own; and before the listener is
     * told, who would else wait for this very thread if it asked the session for a token.
     */
    private synchronized CompletableFuture<Snapshot> finished(@Nullable Throwable failure) {
        CompletableFuture<Snapshot> waiting = Objects.requireNonNull(underWay);
        underWay = null;
        renewing = null;
        if (!(failure instanceof RuntimeException passing)) {
            backoff.succeeded();
        } else if (!waiting.isDone()) {
            backoff.failed(passing); // Else it was told already.
        }
        Late left = late;
        late = null;
        if (left != null) {
            renewFor(left);
        }
        return waiting;
    }

    /** What the renewal brought that has just ended, they had seen before they came. */
    private void renewFor(Late left) {
        CompletableFuture<Snapshot> renewal;
        try {
            renewal = renew(left.seen(), left.minimumLife());
        } catch (OutOfMemoryError e) {
            renewal = CompletableFuture.failedFuture(e); // No thread can be had now.
        }
        CompletableFuture<Snapshot> unused = renewal.whenComplete((snapshot, failure) -> {
            if (failure == null) {
                left.wanted().complete(snapshot);
            } else {
                left.wanted().completeExceptionally(failure);
            }
        });
    }
}
