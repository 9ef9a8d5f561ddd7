package dev.latchkey.session;

import dev.latchkey.port.TimeSource;
import dev.latchkey.session.SessionMemory.Moment;
import dev.latchkey.session.SessionMemory.Tokens;
import java.time.Duration;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Looks after a session: renews it when its time comes, so that no caller ever waits, and goes on through outages, logouts and
 * logins elsewhere. It has no thread of its own, but takes one of the {@link BackgroundWork} for each look. What happens is told to
 * the session's listener. Made by {@link AuthSession#startRenewing()}; safe for use by several threads.
 */
public final class BackgroundRenewer implements AutoCloseable {
    /** So that a clock that was set, a machine that slept or a login elsewhere is noticed. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /** While a renewal is under way, or waits for its next try. */
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

    private final SessionMemory memory;
    private final SharedRenewal renewal;
    private final TimeSource time;
    private final BackgroundWork work;
    private @Nullable Future<?> next; // guarded by this
    private boolean closed; // guarded by this

    BackgroundRenewer(SessionMemory memory, SharedRenewal renewal, Adapters adapters) {
        this.memory = memory;
        this.renewal = renewal;
        this.time = adapters.time();
        this.work = adapters.background();
        lookAfter(Duration.ZERO);
    }

    /**
     * Ends it. A renewal under way goes on, on its own thread; {@link AuthSession#awaitRenewal} waits for it. Closing it again
     * does nothing.
     */
    @Override
    public synchronized void close() {
        closed = true;
        if (next != null) {
            next.cancel(false);
        }
    }

    private synchronized void lookAfter(Duration pause) {
        if (!closed) {
            next = work.look(() -> lookAfter(look()), pause, failure -> close());
        }
    }

    /** Answers how long to wait until the next look. */
    private Duration look() {
        try {
            Tokens tokens = memory.currentOrLoad().orElse(null);
            return tokens == null ? LONGEST_PAUSE : look(tokens);
        } catch (RuntimeException | Error e) {
            // The store cannot be read now, or memory is short for a moment: whoever asks for a token is told, and this
            // goes on.
            return LONGEST_PAUSE;
        }
    }

    private Duration look(Tokens tokens) {
        Moment now = Moment.now(time);
        switch (tokens.decide(now, Duration.ZERO)) {
            case USE -> {
                Duration untilDue = tokens.untilRenewal(now);
                if (untilDue.compareTo(Duration.ZERO) > 0) {
                    return untilDue.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : untilDue;
                }
            }
            case USE_AND_RENEW_AHEAD, RENEW -> renewal.renewAhead(tokens);
            case LOG_IN_AGAIN -> {
                memory.reload();
                return LONGEST_PAUSE;
            }
        }
        return SHORTEST_PAUSE;
    }
}
