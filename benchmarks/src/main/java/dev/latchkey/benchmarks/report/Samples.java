package dev.latchkey.benchmarks.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Times in nanoseconds. Not safe for use by several threads. */
public final class Samples {
    private final List<Long> nanos = new ArrayList<>();

    /** Something whose time is taken. */
    @FunctionalInterface
    public interface Action {
        /** Does it. */
        void run() throws Exception;
    }

    /** Takes the time of one go. */
    public void take(Action action) throws Exception {
        long start = System.nanoTime();
        action.run();
        add(System.nanoTime() - start);
    }

    /** Adds a time. */
    public void add(long duration) {
        nanos.add(duration);
    }

    /** The median, in nanoseconds. */
    public double median() {
        return quantile(0.5);
    }

    /** The time that this part of all stayed below, in nanoseconds. */
    public double quantile(double part) {
        List<Long> sorted = new ArrayList<>(nanos);
        Collections.sort(sorted);
        return sorted.get((int) Math.min(sorted.size() - 1, part * sorted.size()));
    }

    /** The median in microseconds. */
    public double micros() {
        return median() / 1e3;
    }

    /** The median in milliseconds. */
    public double millis() {
        return median() / 1e6;
    }
}
