package dev.latchkey.session;

import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.port.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that one renewal runs at a time, on a thread of its own, and that all who need it wait for that one. The thread
 * is no daemon and gone when done: neither an interrupt of a caller nor the end of {@code main} loses a rotated token. Waiters
 * share its result and its failure; who comes after a failure tries again, but in an outage no faster than {@link RenewalBackoff}
 * says. Safe for use by several threads.
 */
final class Renewer {
    private final SessionParts parts;
    private final SessionMemory memory;
    private final TimeSource time;
    private @Nullable CompletableFuture<Snapshot> underWay; // guarded by this
    private final RenewalBackoff backoff; // guarded by this

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
        CompletableFuture<Snapshot> running = underWay;
        if (running != null) {
            return running;
        }
        Optional<RuntimeException> tooSoon = backoff.refuses();
        if (tooSoon.isPresent()) {
            return CompletableFuture.failedFuture(tooSoon.get());
        }
        CompletableFuture<Snapshot> started = new CompletableFuture<>();
        Thread thread = new Thread(() -> run(latest, minimumLife, started), "latchkey-renewal");
        thread.setDaemon(false);
        thread.start();
        underWay = started;
        return started;
    }

    /** Starts a renewal that nobody waits for, unless one runs or failed just now. */
    synchronized void renewAhead(Snapshot seen) {
        if (underWay == null && backoff.allowsAhead()) {
            CompletableFuture<Snapshot> unused = renew(seen, Duration.ZERO);
        }
    }

    /** The renewal under way, if there is one. */
    synchronized @Nullable CompletableFuture<Snapshot> underWay() {
        return underWay;
    }

    private boolean isGood(Snapshot snapshot, Duration minimumLife) {
        return switch (snapshot.decide(Moment.now(time), minimumLife)) {
            case USE, USE_AND_RENEW_AHEAD -> true;
            case RENEW, LOG_IN_AGAIN -> false;
        };
    }

    private void run(Snapshot seen, Duration minimumLife, CompletableFuture<Snapshot> result) {
        Renewal renewal = new Renewal(parts, memory, seen, minimumLife);
        try {
            Snapshot renewed = renewal.run();
            done(null);
            renewal.tell();
            result.complete(renewed);
        } catch (LoginRequiredException e) {
            memory.forget();
            done(null);
            renewal.tell();
            result.completeExceptionally(e);
        } catch (RuntimeException | Error e) {
            done(e);
            renewal.tell();
            result.completeExceptionally(e);
        }
    }

    /**
     * Before the waiters wake up, so that whoever of them tries again starts a renewal of its own; and before the listener is
     * told, who would else wait for this very thread if it asked the session for a token.
     */
    private synchronized void done(@Nullable Throwable failure) {
        underWay = null;
        if (failure instanceof RuntimeException passing) {
            backoff.failed(passing);
        } else {
            backoff.succeeded();
        }
    }
}
