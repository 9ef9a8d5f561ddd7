package dev.latchkey.token;

import dev.latchkey.oauth.AccessTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a token's lifecycle. Pure: it is passed the jitter and the time, in milliseconds since the epoch like {@link
 * dev.latchkey.port.TimeSource}, so that checking a fresh token allocates nothing. Applications use {@link
 * dev.latchkey.session.AuthSession} instead.
 *
 * <p>A token is renewed ahead of time in the last {@code min(10 minutes, a fifth of its lifetime)}, lengthened by up to a tenth of that so
 * that the processes of a fleet do not refresh in the same second. In the last {@code min(10 s, a twentieth of its lifetime)} it is no
 * longer used. A token of unknown lifetime counts as long-lived. One that would be valid longer from now than it was issued for, by more
 * than the minute that the clocks of two machines may differ, shows that the clock went back, so it is renewed. One with characters that
 * are not valid in an access token is never used.
 */
public final class TokenLifecycle {
    private static final Duration LONGEST_MARGIN = Duration.ofMinutes(10);
    /** The clocks of machines that share a store differ slightly. */
    private static final Duration CLOCK_LEEWAY = Duration.ofSeconds(60);

    private static final Duration LONGEST_REST = Duration.ofSeconds(10);

    /** For a token that must not be sent, wherever the document came from: it must be renewed. */
    private static final Window NEVER = new Window(Long.MIN_VALUE, Long.MIN_VALUE, Long.MIN_VALUE);

    private TokenLifecycle() {}

    /** What to do with a session's access token. */
    public enum Decision {
        /** Use it. */
        USE,
        /** Use it, and have one caller renew it in the meantime. */
        USE_AND_RENEW_AHEAD,
        /** Renew it first. */
        RENEW,
        /** It has expired and cannot be renewed: a person must log in. */
        LOG_IN_AGAIN;

        /** Whether the token can be used. */
        public boolean isUse() {
            return this == USE || this == USE_AND_RENEW_AHEAD;
        }
    }

    /**
     * When an access token is used and when it is renewed, in milliseconds since the epoch. Computed once per token, so that a check takes
     * two comparisons.
     *
     * @param usableFromMillis before this time, the clock must have gone back, and it is not trusted
     * @param renewFromMillis from this time on, the token is renewed ahead of time
     * @param usableUntilMillis from this time on, it is no longer used
     */
    public record Window(long usableFromMillis, long renewFromMillis, long usableUntilMillis) {}

    /**
     * What to do now.
     *
     * @param jitter the fraction of the maximum jitter, from 0 to 1; fixed for a process and a token
     */
    public static Decision decide(StoredSession session, long nowMillis, double jitter) {
        return decide(session, window(session, jitter), nowMillis, Duration.ZERO);
    }

    /**
     * What to do now for a caller that needs the token for some time.
     *
     * @param window the session's {@link #window}
     * @param minimumLife how long the token should be valid; limited to its original lifetime without the margin, because otherwise every
     *     call would renew it
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
        if (!AccessTokens.isWellFormed(session.accessToken())) {
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
        long usableFrom = life == null ? Long.MIN_VALUE : expiresAt - life - CLOCK_LEEWAY.toMillis();
        return new Window(usableFrom, expiresAt - jittered, expiresAt - rest);
    }

    /** Whether the token counts as expired by the rules of Bitfount's client: in its margin, without jitter. */
    public static boolean isExpired(StoredSession session, long nowMillis) {
        if (!AccessTokens.isWellFormed(session.accessToken())) {
            return true;
        }
        Long expiresAt = millis(session.expiresAt());
        return expiresAt != null && nowMillis >= expiresAt - marginMillis(life(session));
    }

    private static boolean endsWithin(Duration minimumLife, StoredSession session, long nowMillis) {
        Long expiresAt = millis(session.expiresAt());
        if (expiresAt == null || minimumLife.isZero()) {
            return false;
        }
        Long life = life(session);
        // Compared as durations, which may exceed the range of milliseconds.
        Duration left = Duration.ofMillis(expiresAt - nowMillis);
        return left.compareTo(minimumLife) < 0 && (life == null || left.toMillis() < life - marginMillis(life));
    }

    private static long marginMillis(@Nullable Long life) {
        return atMost(LONGEST_MARGIN, life, 5);
    }

    private static long atMost(Duration longest, @Nullable Long life, int part) {
        return life == null ? longest.toMillis() : Math.min(longest.toMillis(), life / part);
    }

    /** The lifetime with which the token was issued, in milliseconds, or null if unknown. */
    private static @Nullable Long life(StoredSession session) {
        Long expiresAt = millis(session.expiresAt());
        Long issuedAt = millis(session.issuedAt());
        if (expiresAt == null || issuedAt == null || expiresAt <= issuedAt) {
            return null;
        }
        return expiresAt - issuedAt;
    }

    static @Nullable Long millis(Optional<Instant> time) {
        return time.isPresent() ? Long.valueOf(time.get().toEpochMilli()) : null;
    }
}
