package dev.latchkey.oauth;

import dev.latchkey.model.DisplayText;
import java.time.Duration;
import java.util.Optional;

/** How far the server's clock is from ours. For information: lives of tokens are counted from when they arrived. */
final class ClockSkew {
    /** Less is common, and does no harm. */
    private static final Duration WORTH_TELLING = Duration.ofMinutes(5);

    private ClockSkew() {}

    /** What to tell a person, if there is anything to tell. */
    static Optional<DisplayText> warning(long serverMillis, long nowMillis) {
        long ahead = serverMillis - nowMillis;
        // Not Duration.abs(), which sets up BigDecimal: 10 ms of a process that renews, on JDK 25.
        Duration skew = Duration.ofMillis(Math.abs(ahead));
        if (skew.compareTo(WORTH_TELLING) < 0) {
            return Optional.empty();
        }
        return Optional.of(DisplayText.of("The server's clock is " + shown(skew)
                + (ahead < 0 ? " behind" : " ahead of")
                + " this machine's. The session works all the same, but one of the two is wrong."));
    }

    private static String shown(Duration skew) {
        if (skew.toDays() > 1) {
            return skew.toDays() + " days";
        }
        return skew.toHours() > 1 ? skew.toHours() + " hours" : skew.toMinutes() + " minutes";
    }
}
