package dev.latchkey.benchmarks.report;

import dev.latchkey.benchmarks.server.RotatingServer;

/** The totals of one side over all rounds; the counts are per round. Not safe for use by several threads. */
public final class Tally {
    private final Samples times = new Samples();
    private int rounds;
    private int refreshes;
    private int reused;
    private int failures;

    /** Adds a round. */
    public void add(long nanos, int failed, RotatingServer.Counts counts) {
        times.add(nanos);
        rounds++;
        failures += failed;
        refreshes += counts.refreshes();
        reused += counts.reused();
    }

    /** The median time, in milliseconds. */
    public double millis() {
        return times.millis();
    }

    /** Adds the row for this side: time, ratio to another time in milliseconds, refreshes, reused tokens, failures. */
    public void addTo(Table table, String side, double of) {
        table.row(
                side,
                Table.number(millis(), 1),
                Table.times(millis(), of),
                perRound(refreshes),
                perRound(reused),
                perRound(failures));
    }

    private String perRound(int count) {
        return count % rounds == 0 ? Integer.toString(count / rounds) : Table.number((double) count / rounds, 1);
    }
}
