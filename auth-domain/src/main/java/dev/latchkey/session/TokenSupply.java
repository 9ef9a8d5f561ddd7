package dev.latchkey.session;

import dev.latchkey.error.AuthException;
import dev.latchkey.error.CancelledException;
import dev.latchkey.error.LockTimeoutException;
import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.oauth.AccessTokens;
import dev.latchkey.port.TimeSource;
import dev.latchkey.token.Decision;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Where a session's callers get their tokens: from memory at a glance, else as it is decided. Safe for use by several threads. */
final class TokenSupply {
    private final SessionFile file;
    private final SessionMemory memory;
    private final Renewer renewer;
    private final TimeSource time;
    private final RenewalStyle style;

    TokenSupply(SessionParts parts, SessionMemory memory, RenewalStyle style) {
        this.file = parts.file();
        this.memory = memory;
        this.renewer = new Renewer(parts, memory);
        this.time = parts.adapters().time();
        this.style = Objects.requireNonNull(style, "style");
    }

    /** Tokens to use now; throws what {@link AuthSession#accessToken()} throws. No lock, no allocation while they are fresh. */
    Snapshot usable() {
        Snapshot snapshot = memory.current();
        return snapshot != null && snapshot.isFreshAtAGlance(time.epochMillis()) ? snapshot : usable(Duration.ZERO);
    }

    /** Tokens that last for a while; throws what {@link AuthSession#accessToken(Duration)} throws. */
    Snapshot usable(Duration minimumLife) {
        Snapshot snapshot = loaded();
        Moment now = Moment.now(time);
        return switch (snapshot.decide(now, minimumLife)) {
            case USE -> {
                memory.lookedAt(snapshot, now);
                yield snapshot;
            }
            case USE_AND_RENEW_AHEAD -> renewedAhead(snapshot);
            case RENEW -> renewed(snapshot, minimumLife);
            case LOG_IN_AGAIN -> throw over(snapshot);
        };
    }

    private LoginRequiredException over(Snapshot snapshot) {
        String what = AccessTokens.isFit(snapshot.session().accessToken())
                ? "has expired and cannot be renewed"
                : "has an access token that contains characters that no access token may contain, such as a line break;"
                        + " it was not used, and it cannot be renewed";
        return new LoginRequiredException("The session at " + file.location() + " " + what + ". Log in again.");
    }

    /** What to use in place of a refused token; see {@link AuthSession#renewRefused}. */
    Optional<Snapshot> renewRefused(long refusedGeneration) {
        Snapshot snapshot = loaded();
        if (snapshot.generation() != refusedGeneration) {
            return Optional.of(usable());
        }
        if (!snapshot.session().isRefreshable()) {
            // Perhaps somebody logged in again elsewhere; a token without expiry would else be tried for ever.
            return memory.reload().filter(stored -> stored.generation() != refusedGeneration);
        }
        return Optional.of(await(renewer.renew(snapshot, Duration.ZERO)));
    }

    /**
     * Starts a renewal that nobody waits for, if it is time.
     *
     * @return when to look again at the latest, if the wall clock is not set meanwhile; zero if it is time now
     * @throws AuthException if the store cannot be read
     */
    Optional<Duration> renewIfDue() {
        Optional<Snapshot> known = memory.currentOrLoad();
        if (known.isEmpty()) {
            return Optional.empty();
        }
        Moment now = Moment.now(time);
        Decision decision = known.get().decide(now, Duration.ZERO);
        switch (decision) {
            case USE -> {}
            case USE_AND_RENEW_AHEAD, RENEW -> renewAhead(known.get());
            case LOG_IN_AGAIN -> memory.reload();
        }
        return Optional.of(decision == Decision.USE ? known.get().untilRenewal(now) : Duration.ZERO);
    }

    /** See {@link AuthSession#awaitRenewal}. */
    boolean awaitRenewal(Duration limit) throws InterruptedException {
        return renewer.await(limit);
    }

    /** What is in memory or stored; if that is over, what is stored now, since someone may have logged in elsewhere. */
    private Snapshot loaded() {
        Snapshot snapshot = memory.currentOrLoad().orElseThrow(this::nobodyLoggedIn);
        if (snapshot.session().isRefreshable() || isUsable(snapshot)) {
            return snapshot;
        }
        return memory.reload().orElseThrow(this::nobodyLoggedIn);
    }

    private Snapshot renewedAhead(Snapshot snapshot) {
        if (style == RenewalStyle.WAIT) {
            return renewed(snapshot, Duration.ZERO);
        }
        renewAhead(snapshot);
        return snapshot;
    }

    /** A thread that cannot be had now, when memory is short, is no reason to fail a caller whose token is good. */
    private void renewAhead(Snapshot snapshot) {
        try {
            renewer.renewAhead(snapshot);
        } catch (OutOfMemoryError e) {
            return; // The next call tries again.
        }
    }

    private Snapshot renewed(Snapshot snapshot, Duration minimumLife) {
        try {
            return renewedOrNotInTime(snapshot, minimumLife);
        } catch (LoginRequiredException e) {
            // Nothing can renew it any more, or it was removed: what is stored says which, and perhaps lasts a little
            // longer.
            return memory.reload().filter(this::isUsable).orElseThrow(() -> e);
        } catch (CancelledException e) {
            throw e;
        } catch (AuthException e) {
            // An outage keeps a token that is still valid in use.
            if (isUsable(snapshot)) {
                return snapshot;
            }
            return storedMeanwhile(snapshot).orElseThrow(() -> e);
        }
    }

    /**
     * A renewal that was begun while the token could still be used waits for the lock for a short while only: who joined it and has
     * no usable token by then waits for another.
     */
    private Snapshot renewedOrNotInTime(Snapshot snapshot, Duration minimumLife) {
        try {
            return await(renewer.renew(snapshot, minimumLife));
        } catch (LockTimeoutException e) {
            if (isUsable(snapshot) || !renewer.gaveUpEarly(e)) {
                throw e;
            }
            return await(renewer.renew(snapshot, minimumLife));
        }
    }

    /** Another process may reach the server where this one could not, or does not try for a while. */
    private Optional<Snapshot> storedMeanwhile(Snapshot snapshot) {
        try {
            return memory.reload()
                    .filter(stored -> stored.generation() != snapshot.generation())
                    .filter(this::isUsable);
        } catch (AuthException e) {
            return Optional.empty(); // Then the first failure says it better.
        }
    }

    private boolean isUsable(Snapshot snapshot) {
        return snapshot.isUsable(Moment.now(time));
    }

    private static Snapshot await(CompletableFuture<Snapshot> renewal) {
        try {
            return renewal.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("Interrupted while the session was renewed; the renewal goes on.", e);
        } catch (ExecutionException e) {
            throw unwrapped(e.getCause());
        }
    }

    private static RuntimeException unwrapped(@Nullable Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException failure ? failure : new IllegalStateException(cause);
    }

    private LoginRequiredException nobodyLoggedIn() {
        return new LoginRequiredException(
                "Nobody is logged in: there is no session at " + file.location() + ". Log in first.");
    }
}
