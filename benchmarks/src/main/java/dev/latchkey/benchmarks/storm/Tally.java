package dev.latchkey.benchmarks.storm;

import dev.latchkey.benchmarks.report.Samples;
import dev.latchkey.benchmarks.report.Table;
import dev.latchkey.benchmarks.server.RotatingServer;

/** What one side did in all rounds; the counts are for one round. Not safe for use by several threads. */
final class Tally {
    private final Samples times = new Samples();
    private int rounds;
    private int refreshes;
    private int reused;
    private int failures;

    void add(long nanos, int failed, RotatingServer.Counts counts) {
        times.add(nanos);
        rounds++;
        failures += failed;
        refreshes += counts.refreshes();
        reused += counts.reused();
    }

    void addTo(Table table, String side) {
        table.row(
                side,
                Table.number(times.millis(), 1),
                Table.times(times.millis(), RotatingServer.LATENCY.toMillis()),
                perRound(refreshes),
                perRound(reused),
                perRound(failures));
    }

    private String perRound(int count) {
        return count % rounds == 0 ? Integer.toString(count / rounds) : Table.number((double) count / rounds, 1);
    }
}
