package dev.latchkey.benchmarks.store;

import dev.latchkey.benchmarks.report.Jmh;
import dev.latchkey.benchmarks.report.Table;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.runner.RunnerException;

/** The table for {@link LookUpBenchmark}. */
public final class LookUp {
    private LookUp() {}

    /** Runs the benchmark and returns the table. */
    public static Table measure(boolean quick) throws RunnerException {
        Map<String, Jmh.Result> results = Jmh.run(LookUpBenchmark.class, 1, quick);
        double floor = median(results, "plainRead", 1);
        Table table = new Table(
                "Read and look up one session",
                "side",
                "among 1, µs",
                "of the plain read",
                "among 10,000, µs",
                "of among 1");
        for (String side : List.of("plainRead", "latchkey", "msal")) {
            double one = median(results, side, 1);
            double many = median(results, side, 10_000);
            table.row(
                    Map.of("plainRead", "plain read of 4 KB", "latchkey", "Latchkey", "msal", "msal4j")
                            .getOrDefault(side, side),
                    Table.number(one, 1),
                    Table.times(one, floor),
                    Table.number(many, 1),
                    Table.times(many, one));
        }
        return table;
    }

    private static double median(Map<String, Jmh.Result> results, String side, int sessions) {
        return Objects.requireNonNull(results.get(side + ":" + sessions), side).median();
    }
}
