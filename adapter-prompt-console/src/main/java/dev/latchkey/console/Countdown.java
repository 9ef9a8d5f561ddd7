package dev.latchkey.console;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A line with a countdown that is updated every second, on a thread of its own, until it is stopped. Safe for use by several threads. */
final class Countdown {
    private static final String CLEAR_LINE = "\r\u001b[K";
    /** If the width is unknown, a line that is too long is cut off and not continued in the next row. */
    private static final String NO_WRAP = "\u001b[?7l";

    private static final String WRAP = "\u001b[?7h";
    private static final String INDENT = "  ";

    private final PrintStream screen;
    private final Supplier<ScreenSize> size;
    private @Nullable Thread ticking; // guarded by this

    /** @param size called before each update, because the window may be resized at any time */
    Countdown(PrintStream screen, Supplier<ScreenSize> size) {
        this.screen = screen;
        this.size = size;
    }

    /** Starts the countdown and replaces the one before. */
    synchronized void start(Duration untilNextPoll, Duration left) {
        end();
        long start = System.nanoTime();
        draw(untilNextPoll, left, size.get());
        Thread thread = new Thread(() -> tick(untilNextPoll, left, start), "latchkey-countdown");
        thread.setDaemon(true);
        ticking = thread;
        thread.start();
    }

    /** Stops and clears the line. */
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
                ScreenSize now = size.get();
                synchronized (this) {
                    if (ticking != Thread.currentThread()) {
                        return;
                    }
                    draw(untilNextPoll.minus(passed), left.minus(passed), now);
                }
            }
        } catch (InterruptedException e) {
            return; // The countdown was stopped.
        }
    }

    private void draw(Duration untilNextPoll, Duration left, ScreenSize now) {
        screen.print(NO_WRAP + CLEAR_LINE + fitting(untilNextPoll, left, now.columns()) + WRAP);
        screen.flush();
    }

    /** The longest text that leaves the last column free, because some terminals wrap after writing in it. */
    private static String fitting(Duration untilNextPoll, Duration left, int columns) {
        String rest = Durations.shown(left) + " left";
        List<String> texts = List.of(
                text(untilNextPoll, left),
                "Waiting; " + rest + "; " + next(untilNextPoll) + ".",
                "Waiting; " + rest + ".",
                rest);
        return texts.stream()
                .map(text -> INDENT + text)
                .filter(text -> columns == 0 || text.length() < columns)
                .findFirst()
                .orElse("");
    }

    /** Fits in eighty columns. */
    static String text(Duration untilNextPoll, Duration left) {
        return "Waiting for you to approve; " + Durations.shown(left) + " left; " + next(untilNextPoll) + ".";
    }

    private static String next(Duration untilNextPoll) {
        return untilNextPoll.toSeconds() > 0 ? "next check in " + Durations.shown(untilNextPoll) : "checking";
    }
}
