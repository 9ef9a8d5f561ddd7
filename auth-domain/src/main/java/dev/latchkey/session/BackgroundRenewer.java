package dev.latchkey.session;

import dev.latchkey.port.TimeSource;
import java.time.Duration;

/**
 * Looks after a session on a thread of its own, a daemon: renews it when its time comes, so that no caller ever waits, and goes
 * on through outages, logouts and logins elsewhere. What happens is told to the session's listener. Made by
 * {@link AuthSession#startRenewing()}; safe for use by several threads.
 */
public final class BackgroundRenewer implements AutoCloseable {
    /** So that a clock that was set, a machine that slept or a login elsewhere is noticed. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /** While a renewal is under way, or waits for its next try. */
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

    private final AuthSession session;
    private final TimeSource time;
    private final Thread thread;

    BackgroundRenewer(AuthSession session, TimeSource time) {
        this.session = session;
        this.time = time;
        this.thread = new Thread(this::run, "latchkey-background-renewer");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Ends it. A renewal under way goes on, on its own thread; {@link AuthSession#awaitRenewal} waits for it. Closing it again
     * does nothing.
     */
    @Override
    public void close() {
        thread.interrupt();
    }

    private void run() {
        try {
            while (true) {
                time.pause(look());
            }
        } catch (InterruptedException e) {
            return; // Closed.
        }
    }

    /** Answers how long to wait until the next look. */
    private Duration look() {
        Duration untilDue;
        try {
            untilDue = session.renewIfDue().orElse(LONGEST_PAUSE);
        } catch (RuntimeException | Error e) {
            // The store cannot be read now, or memory is short for a moment: whoever asks for a token is told, and this
            // goes on.
            return LONGEST_PAUSE;
        }
        if (untilDue.isZero() || untilDue.isNegative()) {
            return SHORTEST_PAUSE;
        }
        return untilDue.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : untilDue;
    }
}
