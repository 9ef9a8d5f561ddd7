package dev.latchkey.session;

import dev.latchkey.token.TokenWindow;
import java.time.Duration;

/**
 * For a few seconds of the wall clock a token that was found fresh is used without another look at the monotonic clock, which
 * would double the cost of the commonest call. A wall clock that is set leaves the glance, or stays within these few seconds.
 *
 * @param fromMillis the wall clock when somebody looked, in milliseconds since the epoch
 * @param untilMillis the end, exclusive
 */
record Glance(long fromMillis, long untilMillis) {
    static final Duration LENGTH = Duration.ofSeconds(5);

    static Glance at(Moment now, Moment seen, TokenWindow window) {
        long ahead = seen.wallClockAt(now) - now.epochMillis(); // How far the wall clock was set back.
        long until = Math.min(now.epochMillis() + LENGTH.toMillis(), window.renewFromMillis() - ahead);
        return new Glance(now.epochMillis(), until);
    }

    boolean covers(long nowMillis) {
        return nowMillis >= fromMillis && nowMillis < untilMillis;
    }
}
