package dev.latchkey.token;

import dev.latchkey.oauth.AccessTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rule of a token's life. Pure: it is given the jitter, and the time as {@link dev.latchkey.port.TimeSource} has it, in milliseconds
 * since the epoch, so that to look at a fresh token makes no object. A program asks {@link dev.latchkey.session.AuthSession} instead.
 *
 * <p>A token is renewed ahead in its last {@code min(10 minutes, a fifth of its life)}, lengthened by up to a tenth of that so
 * that a fleet does not refresh in the same second; in its last {@code min(10 s, a twentieth of its life)} it is no longer
 * used. A token whose life is not known counts as long-lived. One that would live longer from now than it was issued for, by
 * more than a minute that the clocks of two machines may differ, shows that the clock went back: the server is asked. One with
 * characters that no access token may have is never used.
 */
public final class TokenLifecycle {
    private static final Duration LONGEST_MARGIN = Duration.ofMinutes(10);
    /** Machines that share a store do not agree to the millisecond. */
    private static final Duration CLOCK_LEEWAY = Duration.ofSeconds(60);

    private static final Duration LONGEST_REST = Duration.ofSeconds(10);

    /** Of a token that must not be sent, wherever the document came from: it has to be renewed. */
    private static final Window NEVER = new Window(Long.MIN_VALUE, Long.MIN_VALUE, Long.MIN_VALUE);

    private TokenLifecycle() {}

    /**
     * When an access token is used and when renewed, in milliseconds since the epoch; worked out once per token, so that to look
     * takes two comparisons.
     *
     * @param usableFromMillis before this the clock must have gone back, and what it says of the token is not believed
     * @param renewFromMillis from here on the token is renewed ahead
     * @param usableUntilMillis from here on it is no longer used
     */
    public record Window(long usableFromMillis, long renewFromMillis, long usableUntilMillis) {}

    /**
     * What to do now.
     *
     * @param jitter from 0 to 1: how much of the greatest jitter to use; fixed for a process and a token
     */
    public static Decision decide(StoredSession session, long nowMillis, double jitter) {
        return decide(session, window(session, jitter), nowMillis, Duration.ZERO);
    }

    /**
     * What to do now, for a caller who needs the token for a while.
     *
     * @param window the session's {@link #window}
     * @param minimumLife how long the token should last; of what it was issued for, no more is asked than all but the margin,
     *     since a wish for all of it would renew at every call
     */
    public static Decision decide(StoredSession session, Window window, long nowMillis, Duration minimumLife) {
        if (!session.isRefreshable()) {
            return nowMillis < window.usableUntilMillis() ? Decision.USE : Decision.LOG_IN_AGAIN;
        }
        if (nowMillis >= window.usableUntilMillis() || nowMillis < window.usableFromMillis()) {
            return Decision.RENEW;
        }
        if (endsWithin(minimumLife, session, nowMillis)) {
            return Decision.RENEW;
        }
        return nowMillis >= window.renewFromMillis() ? Decision.USE_AND_RENEW_AHEAD : Decision.USE;
    }

    /** Whether the token can still be used, whatever else is to be done. */
    public static boolean isUsable(Window window, long nowMillis) {
        return nowMillis < window.usableUntilMillis();
    }

    /** The session's window. */
    public static Window window(StoredSession session, double jitter) {
        if (!AccessTokens.isFit(session.accessToken())) {
            return NEVER;
        }
        Long expiresAt = millis(session.expiresAt());
        if (expiresAt == null) {
            return new Window(Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);
        }
        Long life = life(session);
        long margin = marginMillis(life);
        long rest = atMost(LONGEST_REST, life, 20);
        long jittered = margin + Math.round(margin * 0.1 * jitter);
        return new Window(usableFrom(session, life), expiresAt - jittered, expiresAt - rest);
    }

    /** Whether the token counts as expired, as Bitfount's client has it: in its margin, without jitter. */
    public static boolean isExpired(StoredSession session, long nowMillis) {
        if (!AccessTokens.isFit(session.accessToken())) {
            return true;
        }
        Long expiresAt = millis(session.expiresAt());
        return expiresAt != null && nowMillis >= expiresAt - marginMillis(life(session));
    }

    private static long usableFrom(StoredSession session, @Nullable Long life) {
        Long issuedAt = millis(session.issuedAt());
        return life == null || issuedAt == null ? Long.MIN_VALUE : issuedAt - CLOCK_LEEWAY.toMillis();
    }

    private static boolean endsWithin(Duration minimumLife, StoredSession session, long nowMillis) {
        Long expiresAt = millis(session.expiresAt());
        if (expiresAt == null || minimumLife.isZero()) {
            return false;
        }
        Long life = life(session);
        // Compared as durations: those may be longer than milliseconds can count.
        Duration left = Duration.ofMillis(expiresAt - nowMillis);
        return left.compareTo(minimumLife) < 0 && (life == null || left.toMillis() < life - marginMillis(life));
    }

    private static long marginMillis(@Nullable Long life) {
        return atMost(LONGEST_MARGIN, life, 5);
    }

    private static long atMost(Duration longest, @Nullable Long life, int part) {
        return life == null ? longest.toMillis() : Math.min(longest.toMillis(), life / part);
    }

    /** The life the token was issued with, in milliseconds, or null where it is not known. */
    private static @Nullable Long life(StoredSession session) {
        Long expiresAt = millis(session.expiresAt());
        Long issuedAt = millis(session.issuedAt());
        if (expiresAt == null || issuedAt == null || expiresAt <= issuedAt) {
            return null;
        }
        return expiresAt - issuedAt;
    }

    private static @Nullable Long millis(Optional<Instant> time) {
        return time.isPresent() ? Long.valueOf(time.get().toEpochMilli()) : null;
    }
}
