package dev.latchkey.token;

/**
 * When an access token is used and when renewed, in milliseconds since the epoch; worked out once per token, so that to look
 * takes two comparisons.
 *
 * @param usableFromMillis before this the clock must have gone back, and what it says of the token is not believed
 * @param renewFromMillis from here on the token is renewed ahead
 * @param usableUntilMillis from here on it is no longer used
 */
public record TokenWindow(long usableFromMillis, long renewFromMillis, long usableUntilMillis) {
    /** Whether the token is used and nothing else is to be done. */
    public boolean isFresh(long nowMillis) {
        return nowMillis < renewFromMillis && nowMillis >= usableFromMillis;
    }
}
