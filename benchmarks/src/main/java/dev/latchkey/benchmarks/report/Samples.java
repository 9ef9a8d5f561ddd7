package dev.latchkey.benchmarks.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Times in nanoseconds. Not safe for use by several threads. */
public final class Samples {
    private final List<Long> nanos = new ArrayList<>();

    /** The action to measure. */
    @FunctionalInterface
    public interface Action {
        /** Runs the action. */
        void run() throws Exception;
    }

    /** Measures one run. */
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

    /** The quantile for this fraction, in nanoseconds. */
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
