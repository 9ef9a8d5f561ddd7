package dev.latchkey.session;

import dev.latchkey.port.TimeSource;
import dev.latchkey.session.SessionMemory.Moment;
import dev.latchkey.session.SessionMemory.Tokens;
import java.time.Duration;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a session fresh: renews it ahead of time, so that no caller waits, and continues through outages, logouts and logins elsewhere. It
 * has no thread of its own, but uses one of {@link BackgroundWork} for each check. The session's listener receives events. Created by
 * {@link AuthSession#startRenewing()}. Safe for use by several threads.
 */
public final class BackgroundRenewer implements AutoCloseable {
    /** Short enough to notice that the clock was set, the machine was suspended, or a login happened elsewhere. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /** While a renewal is in progress, or waiting to be retried. */
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
     * Stops it. A renewal in progress continues on its own thread; {@link AuthSession#awaitRenewal} waits for it. Closing it again does
     * nothing.
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

    /** Returns the time until the next check. */
    private Duration look() {
        try {
            Tokens tokens = memory.currentOrLoad().orElse(null);
            return tokens == null ? LONGEST_PAUSE : look(tokens);
        } catch (RuntimeException | Error e) {
            // The store cannot be read, or memory is temporarily short. Callers that request a token get the failure;
            // this continues.
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
