package dev.latchkey.session;

import dev.latchkey.error.LockTimeoutException;
import dev.latchkey.port.TimeSource;
import dev.latchkey.session.BackgroundWork.RenewalThreads;
import dev.latchkey.session.Renewal.Outcome;
import dev.latchkey.session.SessionMemory.Moment;
import dev.latchkey.session.SessionMemory.Tokens;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * The single renewal that can be in progress, on its own thread, which all callers that need it wait for. It is not a daemon thread and
 * ends with the renewal, so that neither an interrupted caller nor the end of {@code main} loses a rotated token. Waiting callers share its
 * result or failure; later callers retry after a failure, but in an outage no faster than {@link RenewalBackoff} allows. Safe for use by
 * several threads.
 */
final class SharedRenewal implements Renewal.Waiters {
    /** How long a process that is exiting waits for unsaved tokens to be stored. */
    private static final Duration LAST_TRIES = Duration.ofSeconds(4);

    private static final Duration LAST_TRY = Duration.ofMillis(900);

    private final Renewal renewal;
    private final SessionMemory memory;
    private final TimeSource time;
    private final SessionParts parts;
    private final BackgroundWork background;
    private final RenewalBackoff backoff; // guarded by this
    /** The result that callers wait for; already complete while the renewal continues to store it. Guarded by this. */
    private @Nullable CompletableFuture<Tokens> underWay;
    /** Callers that came after it was complete: this renewal renews once more, or another one does after it has ended. Guarded by this. */
    private @Nullable Caller late;
    /** Complete once the renewal's thread has nothing left to do. Guarded by this. */
    private CompletableFuture<Boolean> idle = CompletableFuture.completedFuture(true);

    /** The failure of a renewal that waited for the lock only briefly, because the token was still valid. */
    private volatile @Nullable Throwable early;

    private @Nullable Runnable queued; // guarded by this; a renewal ahead of time that may not have a thread yet

    private @Nullable Thread renewing; // guarded by this
    private @Nullable Thread pausing; // guarded by this
    private boolean processEnds; // guarded by this

    private record Caller(Tokens seen, Duration minimumLife, CompletableFuture<Tokens> wanted) {}

    SharedRenewal(SessionParts parts, SessionMemory memory) {
        this.renewal = new Renewal(parts, memory);
        this.memory = memory;
        this.time = parts.adapters().time();
        this.parts = parts;
        this.background = parts.adapters().background();
        this.backoff = new RenewalBackoff(time, parts.adapters().random());
    }

    /**
     * Waits for new tokens, and throws the renewal's failure. A renewal that was started while the token was still valid waits for the lock
     * only briefly; a caller that joined it and has no valid token by then waits for another.
     */
    Tokens renewed(Tokens seen, Duration minimumLife) {
        try {
            return RenewalThreads.result(renew(seen, minimumLife));
        } catch (LockTimeoutException e) {
            if (seen.isUsable(Moment.now(time)) || e != early) {
                throw e;
            }
            return RenewalThreads.result(renew(seen, minimumLife));
        }
    }

    /** Starts a renewal that no caller waits for, unless one is in progress or just failed. */
    synchronized void renewAhead(Tokens seen) {
        try {
            if (underWay == null && backoff.allowsAhead()) {
                CompletableFuture<Tokens> unused = renew(seen, Duration.ZERO, true);
            }
        } catch (OutOfMemoryError e) {
            // No thread is available now, which is no reason to fail a caller with a valid token. The next call tries
            // again.
        }
    }

    /**
     * Renews the tokens that the caller saw, or joins a renewal in progress.
     *
     * @param seen the tokens that need to be renewed; if there are newer, valid ones in memory by now, those are the result
     */
    CompletableFuture<Tokens> renew(Tokens seen, Duration minimumLife) {
        return renew(seen, minimumLife, false);
    }

    private synchronized CompletableFuture<Tokens> renew(Tokens seen, Duration minimumLife, boolean ahead) {
        Tokens latest = Objects.requireNonNullElse(memory.current(), seen);
        if (latest.generation() != seen.generation() && latest.isGood(Moment.now(time), minimumLife)) {
            return CompletableFuture.completedFuture(latest);
        }
        if (Thread.currentThread() == renewing) {
            return CompletableFuture.failedFuture(new IllegalStateException(
                    "The session is being renewed on this thread, which would wait for itself; ask again later"));
        }
        CompletableFuture<Tokens> running = unanswered();
        if (running != null) {
            if (queued != null) {
                start(queued, ahead); // A waiting caller should not also wait for other sessions' work.
                queued = null;
            }
            return running;
        }
        Optional<RuntimeException> tooSoon = backoff.refuses();
        if (tooSoon.isPresent()) {
            return CompletableFuture.failedFuture(tooSoon.get());
        }
        CompletableFuture<Tokens> wanted = new CompletableFuture<>();
        if (underWay == null) {
            CompletableFuture<Boolean> done = new CompletableFuture<>();
            // The same tokens, but they may have been refused.
            Tokens old = latest.generation() == seen.generation() ? seen : latest;
            Caller first = new Caller(old, minimumLife, wanted);
            Runnable run = new FutureTask<>(() -> run(first, done), true); // Runs once.
            start(run, ahead);
            queued = ahead ? run : null;
            underWay = wanted;
            idle = done;
            processEnds = false;
        } else {
            late = new Caller(latest, minimumLife, wanted);
            wake(); // A renewal that is still storing holds the lock, and renews the unsaved tokens.
        }
        return wanted;
    }

    private void start(Runnable run, boolean ahead) {
        if (ahead) {
            background.renew(run);
        } else {
            RenewalThreads.startThread(run);
        }
    }

    /** The result that a caller still waits for. */
    private synchronized @Nullable CompletableFuture<Tokens> unanswered() {
        if (underWay != null && !underWay.isDone()) {
            return underWay;
        }
        return late == null ? null : late.wanted();
    }

    private void run(Caller first, CompletableFuture<Boolean> done) {
        PendingEvents events;
        synchronized (this) {
            renewing = Thread.currentThread();
            queued = null;
            events = new PendingEvents(parts.slot().id(), parts.adapters().listener(), time, backoff.attempt());
        }
        try {
            boolean inNoNeed = first.seen().isUsable(Moment.now(time));
            Outcome outcome = renewal.run(first.seen(), first.minimumLife(), this, events);
            if (inNoNeed && outcome.failure() instanceof LockTimeoutException) {
                early = outcome.failure();
            }
            CompletableFuture<Tokens> waiting = finished(outcome);
            events.tell();
            complete(waiting, outcome);
        } finally {
            done.complete(true);
        }
    }

    /**
     * Before the waiting threads wake up, so that one that tries again starts a new renewal; and before the listener is called, which would
     * otherwise wait for this very thread if it requested a token.
     */
    private synchronized CompletableFuture<Tokens> finished(Outcome outcome) {
        CompletableFuture<Tokens> waiting = Objects.requireNonNull(underWay);
        if (!waiting.isDone() || !RenewalBackoff.isPassing(outcome.failure())) {
            backoff.count(outcome.failure()); // A failure that was already given to them has been counted.
        }
        underWay = null;
        renewing = null;
        Caller left = late;
        late = null;
        if (left != null) {
            renewFor(left);
        }
        return waiting;
    }

    /** Callers had seen the result of the renewal that just ended before they came. */
    private void renewFor(Caller left) {
        CompletableFuture<Tokens> renewal;
        try {
            renewal = renew(left.seen(), left.minimumLife());
        } catch (OutOfMemoryError e) {
            renewal = CompletableFuture.failedFuture(e); // No thread is available now.
        }
        CompletableFuture<Tokens> unused =
                renewal.whenComplete((tokens, failure) -> complete(left.wanted(), new Outcome(tokens, failure)));
    }

    @Override
    public synchronized void answer(Outcome outcome) {
        backoff.count(outcome.failure());
        complete(Objects.requireNonNull(underWay), outcome);
    }

    private static void complete(CompletableFuture<Tokens> waiting, Outcome outcome) {
        if (outcome.failure() != null) {
            waiting.completeExceptionally(outcome.failure());
        } else {
            waiting.complete(Objects.requireNonNull(outcome.tokens()));
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
            // Woken up because a caller needs new tokens, or the process is exiting.
        }
        synchronized (this) {
            pausing = null;
            boolean unused = Thread.interrupted();
            return !processEnds;
        }
    }

    private void wake() {
        if (pausing != null) {
            pausing.interrupt();
        }
    }

    /**
     * Waits for a renewal in progress before the process exits. Unsaved tokens are retried for a few more seconds, and then once more.
     *
     * @return whether nothing is in progress any more
     */
    boolean awaitEnd(Duration limit) throws InterruptedException {
        CompletableFuture<Tokens> first = unanswered();
        CompletableFuture<Boolean> thread = awaitEnd(first, limit);
        if (isIdle()) {
            return true;
        }
        // A caller may have come while the first tokens were being stored. Then more tokens are on their way.
        CompletableFuture<Tokens> second = unanswered();
        boolean isTheSame = second == null ? thread.equals(idle()) : second.equals(first);
        return !isTheSame && awaitEnd(second, limit).isDone() && isIdle();
    }

    /** Waits for the result, and then for the end of its renewal's thread, which is returned. */
    private CompletableFuture<Boolean> awaitEnd(@Nullable CompletableFuture<Tokens> answer, Duration limit)
            throws InterruptedException {
        if (answer != null && !RenewalThreads.isDone(answer, limit)) {
            return idle();
        }
        CompletableFuture<Boolean> done = idle();
        if (!RenewalThreads.isDone(done, limit.compareTo(LAST_TRIES) < 0 ? limit : LAST_TRIES)) {
            endProcess(done);
            boolean unused = RenewalThreads.isDone(done, LAST_TRY);
        }
        return done;
    }

    synchronized boolean isIdle() {
        return idle.isDone();
    }

    private synchronized CompletableFuture<Boolean> idle() {
        return idle;
    }

    private synchronized void endProcess(CompletableFuture<Boolean> renewal) {
        if (renewal == idle) {
            processEnds = true;
            wake();
        }
    }
}
