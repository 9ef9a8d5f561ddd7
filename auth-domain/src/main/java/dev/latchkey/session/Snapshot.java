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
 */
record Snapshot(
        StoredSession session,
        TokenWindow window,
        long generation,
        @Nullable Secret unsavedOver) {
    static Snapshot of(StoredSession session, double jitter, long generation, @Nullable Secret unsavedOver) {
        return new Snapshot(session, TokenLifecycle.window(session, jitter), generation, unsavedOver);
    }

    /** Whether these tokens are newer than what is stored, since they could not be. */
    boolean isAheadOf(StoredSession stored) {
        return unsavedOver != null && Objects.equals(unsavedOver, stored.refreshToken());
    }

    Decision decide(long nowMillis, Duration minimumLife) {
        return TokenLifecycle.decide(session, window, nowMillis, minimumLife);
    }

    boolean isUsable(long nowMillis) {
        return TokenLifecycle.isUsable(window, nowMillis);
    }
}
