package dev.latchkey.cli.console;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One line that counts down, second by second, on a thread of its own, until it is stopped. Safe for use by several threads. */
final class Countdown {
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintStream screen;
    private @Nullable Thread ticking; // guarded by this

    Countdown(PrintStream screen) {
        this.screen = screen;
    }

    /** Begins, in place of whatever was counted before. */
    synchronized void start(Duration untilNextPoll, Duration left) {
        end();
        long start = System.nanoTime();
        draw(untilNextPoll, left);
        Thread thread = new Thread(() -> tick(untilNextPoll, left, start), "latchkey-countdown");
        thread.setDaemon(true);
        ticking = thread;
        thread.start();
    }

    /** Ends, and leaves a clean line. */
    synchronized void stop() {
        if (end()) {
            screen.print(CLEAR_LINE);
            screen.flush();
        }
    }

    private synchronized boolean end() {
        Thread thread = ticking;
        ticking = null;
        if (thread == null) {
            return false;
        }
        thread.interrupt();
        return true;
    }

    private void tick(Duration untilNextPoll, Duration left, long start) {
        try {
            while (true) {
                TimeUnit.SECONDS.sleep(1);
                Duration passed = Duration.ofNanos(System.nanoTime() - start);
                synchronized (this) {
                    if (ticking != Thread.currentThread()) {
                        return;
                    }
                    draw(untilNextPoll.minus(passed), left.minus(passed));
                }
            }
        } catch (InterruptedException e) {
            return; // The wait is over.
        }
    }

    private void draw(Duration untilNextPoll, Duration left) {
        screen.print(CLEAR_LINE + "  " + text(untilNextPoll, left));
        screen.flush();
    }

    /** Short enough for eighty columns. */
    static String text(Duration untilNextPoll, Duration left) {
        String next = untilNextPoll.toSeconds() > 0 ? "next check in " + Durations.shown(untilNextPoll) : "checking";
        return "Waiting for you to approve; " + Durations.shown(left) + " left; " + next + ".";
    }
}
