package dev.latchkey.session;

import dev.latchkey.model.Secret;
import dev.latchkey.token.Decision;
import dev.latchkey.token.StoredSession;
import dev.latchkey.token.TokenLifecycle;
import dev.latchkey.token.TokenWindow;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a session holds in memory; replaced as a whole.
 *
 * @param session the tokens
 * @param window when they are used and when renewed
 * @param generation counts the access tokens that this process has had
 * @param unsavedOver null as a rule: what is here is stored. Else these tokens could not be stored, and this is the refresh
 *     token that the store still holds: while it does, memory counts, and the next save replaces exactly that
 * @param ours whether this process got these tokens from the server itself: then its monotonic clock knows their age
 * @param seen when this process first saw these tokens
 * @param glance while the wall clock is within, the tokens are fresh and nothing else need be looked at; null where nobody has
 *     looked yet
 */
record Snapshot(
        StoredSession session,
        TokenWindow window,
        long generation,
        @Nullable Secret unsavedOver,
        boolean ours,
        Moment seen,
        @Nullable Glance glance) {
    static Snapshot of(Renewed renewed, double jitter, long generation, Moment seen) {
        StoredSession session = renewed.session();
        return new Snapshot(
                session,
                TokenLifecycle.window(session, jitter),
                generation,
                renewed.unsavedOver(),
                renewed.ours(),
                seen,
                null);
    }

    /** The same, looked at now and found fresh. */
    Snapshot lookedAt(Moment now) {
        return new Snapshot(session, window, generation, unsavedOver, ours, seen, Glance.at(now, seen, window));
    }

    /** The same tokens, stored by now. */
    Snapshot saved() {
        return new Snapshot(session, window, generation, null, ours, seen, glance);
    }

    /** Whether the tokens are fresh for sure, by one look at the wall clock. */
    boolean isFreshAtAGlance(long nowMillis) {
        return glance != null && glance.covers(nowMillis);
    }

    /** Whether these tokens are newer than what is stored, since they could not be. */
    boolean isAheadOf(StoredSession stored) {
        return unsavedOver != null && Objects.equals(unsavedOver, stored.refreshToken());
    }

    Decision decide(Moment now, Duration minimumLife) {
        boolean clockWentBack = !ours && now.epochMillis() < window.usableFromMillis();
        return TokenLifecycle.decide(
                session, window, clockWentBack ? now.epochMillis() : seen.wallClockAt(now), minimumLife);
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
